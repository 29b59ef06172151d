"""The plain twin: FastAPI and SQLModel as their documentation shows them, on the registry's tables.

Async ORM entities, a session a request by `Depends`, `response_model`; no token, no policy, no event.
Where such code may be slow or fast by chance, the faster way is taken: the driver is asyncpg, areas
come in the same query, a range instead of LIKE finds the province, the pool fits the load.
"""

import datetime as dt
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, HTTPException, Query
from sqlalchemy import Column, DateTime, LargeBinary, MetaData, String, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, Relationship, SQLModel, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

_at: dict[str, AsyncEngine] = {}


class Kind(StrEnum):
    """What sort of organization it is."""

    COMMUNITY_GROUP = "COMMUNITY_GROUP"
    SAVINGS_GROUP = "SAVINGS_GROUP"
    WELFARE_FUND = "WELFARE_FUND"
    HOUSING_GROUP = "HOUSING_GROUP"
    OCCUPATION_GROUP = "OCCUPATION_GROUP"
    RESOURCE_GROUP = "RESOURCE_GROUP"
    NETWORK = "NETWORK"
    TAMBON_COUNCIL = "TAMBON_COUNCIL"
    LEARNING_CENTRE = "LEARNING_CENTRE"


class Table(SQLModel):
    """The twin's tables."""

    metadata = MetaData()


class Area(Table, table=True):
    """A province, district or tambon."""

    __tablename__ = "areas"

    code: str = Field(primary_key=True)
    level: str
    name_th: str
    name_en: str


class OrganizationBase(SQLModel):
    """What reading and writing have in common."""

    id: UUID
    kind: Kind
    name_th: str = Field(max_length=200)
    name_en: str | None = Field(default=None, max_length=200)
    status: str
    issues: list[str]
    members_count: int | None = Field(default=None, ge=0)
    households_count: int | None = Field(default=None, ge=0)
    founded_on: dt.date | None = None
    founded_precision: str | None = None


class Organization(Table, table=True):
    """A community organization."""

    __tablename__ = "organizations"

    id: UUID = Field(primary_key=True)
    kind: str
    name_th: str
    name_en: str | None
    area_code: str = Field(foreign_key="areas.code")
    area: Area = Relationship(sa_relationship_kwargs={"lazy": "joined", "innerjoin": True})
    status: str
    issues: list[str] = Field(sa_column=Column(ARRAY(String)))
    members_count: int | None
    households_count: int | None
    founded_on: dt.date | None
    founded_precision: str | None
    name_sort: str
    fingerprint: bytes = Field(sa_column=Column(LargeBinary))
    revision: int = 1
    created_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True)))
    updated_at: dt.datetime = Field(sa_column=Column(DateTime(timezone=True)))


class AreaRead(SQLModel):
    """The area of an organization, in short."""

    code: str
    level: str
    name_th: str
    name_en: str


class OrganizationRead(OrganizationBase):
    """An organization as it is answered."""

    area: AreaRead
    revision: int
    created_at: dt.datetime
    updated_at: dt.datetime


class OrganizationCreate(OrganizationBase):
    """An organization as it is sent."""

    area_code: str = Field(max_length=8)


class Page(SQLModel):
    """A page of organizations."""

    items: list[OrganizationRead]
    next: str | None
    limit: int


class KindCount(SQLModel):
    """How many organizations of a kind there are."""

    kind: str
    organizations: int
    members: int


class Dashboard(SQLModel):
    """A province in numbers."""

    code: str
    level: str
    name_th: str
    name_en: str
    districts: int
    tambons: int
    organizations: int
    members: int
    by_kind: list[KindCount]


@asynccontextmanager
async def lifespan(_: FastAPI) -> AsyncIterator[None]:
    """Open the engine for the lifetime of the process."""
    url = os.environ["TWIN_DATABASE_URL"].replace("postgresql://", "postgresql+asyncpg://", 1)
    _at["engine"] = create_async_engine(url, pool_size=16, max_overflow=0)
    yield
    await _at["engine"].dispose()


async def get_session() -> AsyncIterator[AsyncSession]:
    """Lend a session for one request."""
    async with AsyncSession(_at["engine"], expire_on_commit=False) as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]
app = FastAPI(title="Plain twin", lifespan=lifespan)


@app.get("/livez")
async def livez() -> dict[str, str]:
    """Say that the loop runs."""
    return {"status": "alive"}


@app.get("/organizations", response_model=Page)
async def list_organizations(
    session: Session,
    area: Annotated[str | None, Query(pattern="^[0-9]{2,8}$")] = None,
    kind: Kind | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Any:
    """List organizations of an area and kind."""
    statement = select(Organization)
    if area is not None:
        statement = statement.where(
            col(Organization.area_code) >= area, col(Organization.area_code) < area + ":"
        )
    if kind is not None:
        statement = statement.where(Organization.kind == kind)
    statement = statement.order_by(
        col(Organization.area_code), col(Organization.name_sort), col(Organization.id)
    )
    found = (await session.exec(statement.offset(offset).limit(limit + 1))).all()
    following = f"/organizations?limit={limit}&offset={offset + limit}"
    return {
        "items": found[:limit],
        "next": following if len(found) > limit else None,
        "limit": limit,
    }


@app.get("/organizations/{organization_id}", response_model=OrganizationRead)
async def get_organization(organization_id: UUID, session: Session) -> Any:
    """Return one organization."""
    found = await session.get(Organization, organization_id)
    if found is None:
        raise HTTPException(404)
    return found


@app.post("/organizations", response_model=OrganizationRead, status_code=201)
async def create_organization(new: OrganizationCreate, session: Session) -> Any:
    """Insert an organization."""
    now = dt.datetime.now(dt.UTC)
    made = Organization(
        **new.model_dump(),
        name_sort=new.name_th,
        fingerprint=b"",
        revision=1,
        created_at=now,
        updated_at=now,
    )
    session.add(made)
    await session.commit()
    await session.refresh(made)
    return made


@app.get("/dashboards/{code}", response_model=Dashboard)
async def get_dashboard(code: str, session: Session) -> Any:
    """Return a province in numbers: two aggregates."""
    area = await session.get(Area, code)
    if area is None:
        raise HTTPException(404)
    below = (
        select(Area.level, func.count())
        .where(col(Area.code) >= code, col(Area.code) < code + ":")
        .group_by(Area.level)
    )
    levels = dict((await session.exec(below)).all())
    members = func.coalesce(func.sum(Organization.members_count), 0)
    kinds = (
        select(Organization.kind, func.count(), members)
        .where(
            col(Organization.area_code) >= code,
            col(Organization.area_code) < code + ":",
            Organization.status == "ACTIVE",
        )
        .group_by(Organization.kind)
        .order_by(func.count().desc(), Organization.kind)
    )
    by_kind = [
        KindCount(kind=kind, organizations=count, members=total or 0)
        for kind, count, total in (await session.exec(kinds)).all()
    ]
    return Dashboard(
        **area.model_dump(),
        districts=levels.get("DISTRICT", 0),
        tambons=levels.get("TAMBON", 0),
        organizations=sum(each.organizations for each in by_kind),
        members=sum(each.members for each in by_kind),
        by_kind=by_kind,
    )
