"""What notice channels look like."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from shared.ids import Id, NewId, Revision
from shared.lists import ListQuery
from shared.thai_time import Instant


class GatewayKind(StrEnum):
    """How notices travel: to a gateway of LINE or SMS by webhook, or by e-mail."""

    WEBHOOK = "WEBHOOK"
    EMAIL = "EMAIL"


GATEWAY_TH = {
    GatewayKind.WEBHOOK: "ผ่านเกตเวย์ (LINE หรือ SMS)",
    GatewayKind.EMAIL: "อีเมลตามนามแฝงขององค์กร",
}
COUNCIL = "01680000-0000-7000-8000-000000000303"
NEW: JsonDict = {"organization_id": COUNCIL, "gateway": "line"}
SHOWN: JsonDict = {
    "id": "01680000-0000-7000-8000-000000000598",
    "organization_id": COUNCIL,
    "organization_th": "สภาองค์กรชุมชนตำบลหนองสาหร่าย",
    "gateway": "line",
    "standing": True,
    "revision": 1,
    "created_at": "2026-11-20T03:00:05.120000Z",
    "updated_at": "2026-11-20T03:00:05.120000Z",
}
Gateway = Annotated[str, Field(pattern="^[a-z][a-z0-9-]{0,39}$", min_length=1, max_length=40)]


class ChannelNew(BaseModel):
    """How an organization wants to hear, in place of what it chose before."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [NEW]})

    id: NewId
    organization_id: Id
    gateway: Gateway = Field(
        description="ชื่อเกตเวย์ที่ผู้ดูแลระบบตั้งไว้ ดู /v1/notice-gateways ถ้ายังไม่ตั้งไว้เลยจะได้ 422"
        " · the name of a gateway that GET /v1/notice-gateways shows; a platform without any answers 422"
    )


class ChannelEnding(BaseModel):
    """That an organization wants to hear on paper again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class Channel(BaseModel):
    """How an organization hears."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: Id
    organization_id: Id
    organization_th: str = Field(max_length=200)
    gateway: str = Field(max_length=40)
    standing: bool = Field(description="ใช้อยู่หรือไม่")
    revision: Revision
    created_at: Instant
    updated_at: Instant


class ChannelPage(BaseModel):
    """A page of notice channels."""

    items: list[Channel] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})


class ChannelFilters(ListQuery):
    """How the list of channels may be narrowed."""

    organization_id: Annotated[Id | None, Field(description="ขององค์กรนี้")] = None


class GatewayShown(BaseModel):
    """A gateway that organizations may choose; where it stands and its keys are the operators' business."""

    name: Gateway
    kind: GatewayKind


class Gateways(BaseModel):
    """The gateways of this platform."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"items": [{"name": "line", "kind": "WEBHOOK"}]}]}
    )

    items: list[GatewayShown] = Field(max_length=50)
