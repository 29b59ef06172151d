"""What happened to a thing, read from the feed: one list for every kind."""

from typing import Any

from pydantic import BaseModel, Field
from sqlalchemy import bindparam, select

from shared.lists import Listing, ListQuery, Sort
from shared.plumbing import feed
from shared.thai_time import Instant
from shared.views import View, instant

_entry = select(
    feed.c.position.label("position"),
    feed.c.type.label("type"),
    feed.c.revision.label("revision"),
    instant(feed.c.occurred_at).label("at"),
    feed.c.reason.label("reason"),
    feed.c.data.label("data"),
)
SUBJECT: Any = feed.c.subject
"""The id of what an entry is about."""


def listing(parties: Any = None) -> Listing:
    """Return the list of what happened; `parties` of SUBJECT see private entries too (`views.scoped`)."""
    return Listing(
        View(
            "history",
            _entry,
            key=feed.c.position,
            area=feed.c.area_code,
            private=feed.c.private,
            parties=parties,
        ),
        filters={
            "subject": feed.c.subject == bindparam("subject"),
            "kind": feed.c.kind == bindparam("kind"),
        },
        sorts={"position": Sort(())},
    )


HISTORY = listing()


class HistoryQuery(ListQuery):
    """A history has no filters: it is short and in order."""


class HistoryEntry(BaseModel):
    """One change: when, what, which revision it made, why, and the whole state after it."""

    position: int = Field(
        description="ลำดับใน feed · dense position", json_schema_extra={"format": "int64"}
    )
    type: str = Field(max_length=100, examples=["organization.registered"])
    revision: int = Field(json_schema_extra={"format": "int64"})
    at: Instant
    reason: str | None = Field(max_length=500)
    data: dict[str, Any] = Field(description="สภาพหลังการเปลี่ยน · the state after the change")


class HistoryPage(BaseModel):
    """A page of changes, oldest first."""

    items: list[HistoryEntry] = Field(max_length=200)
    next: str | None = Field(max_length=8192)
    limit: int = Field(ge=1, le=200, json_schema_extra={"format": "int32"})
