"""What is stored of networks and of who belongs to them."""

import datetime as dt
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp


class Network(Table, table=True):
    """The network side of an organization: how far it reaches."""

    __tablename__ = "networks"
    __table_args__ = (
        CheckConstraint("(level = 'GROUP') = (group_code IS NOT NULL)", name="group_of_its_own"),
        Index("ix_networks_place", "area_code", "id"),
        Index("ix_networks_level_place", "level", "area_code", "id"),
        Index("ix_networks_group", "group_code", "id"),
    )

    id: UUID = Field(primary_key=True, foreign_key="organizations.id")
    """The organization's own id: a network is one record there."""
    area_code: str = area_code()
    level: str = Field(max_length=20)
    group_code: str | None = Field(default=None, max_length=40, foreign_key="area_groups.code")
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class NetworkMembership(Table, table=True):
    """An organization belongs to a network from a day until it leaves."""

    __tablename__ = "network_memberships"
    __table_args__ = (
        CheckConstraint("left_on >= joined_on", name="ends_after_start"),
        CheckConstraint("network_id <> organization_id", name="not_in_itself"),
        Index("ix_network_memberships_network", "network_id", "id"),
        Index("ix_network_memberships_role", "role", "network_id", "id"),
        Index("ix_network_memberships_organization", "organization_id", "network_id", "id"),
        Index(
            "ux_network_memberships_live",
            "network_id",
            "organization_id",
            unique=True,
            postgresql_where=text("left_on IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    network_id: UUID = Field(foreign_key="networks.id")
    organization_id: UUID = Field(foreign_key="organizations.id")
    role: str = Field(max_length=20)
    joined_on: dt.date
    left_on: dt.date | None = None
    """The first day on which it no longer holds."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class NetworkLeaving(Table, table=True):
    """The act of leaving a network."""

    __tablename__ = "network_leavings"

    id: UUID = Field(primary_key=True)
    membership_id: UUID = Field(foreign_key="network_memberships.id", index=True)
    left_on: dt.date
    reason_th: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
