"""What is stored of accounts, grants, clients and identities elsewhere."""

import datetime as dt
from typing import Annotated, Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import area_code, fingerprint, stamp
from shared.privacy import Pii


def _moment() -> Any:
    return Field(default=None, sa_column=Column(DateTime(timezone=True)))


def _digest() -> Any:
    return Field(default=None, sa_column=Column(LargeBinary))


class Account(Table, table=True):
    """Somebody who signs in; what they may do is in their grants and their person's memberships."""

    __tablename__ = "accounts"
    __table_args__ = (
        UniqueConstraint("login"),
        Index("ix_accounts_area", "area_code", "id"),
        Index("ix_accounts_status", "status", "area_code", "id"),
        Index("ix_accounts_person", "person_id"),
    )

    id: UUID = Field(primary_key=True)
    login: Annotated[str, Pii("restricted")] = Field(
        sa_column=Column(String(40, collation="C"), nullable=False)
    )
    area_code: str = area_code()
    """Where it is looked after; '' is the nation."""
    person_id: UUID | None = Field(default=None, foreign_key="people.id")
    status: str = Field(max_length=10)
    password_hash: Annotated[str | None, Pii("secret")] = Field(default=None, max_length=200)
    invitation_hash: Annotated[bytes | None, Pii("secret")] = _digest()
    invitation_until: dt.datetime | None = _moment()
    invited_by: str | None = Field(default=None, max_length=200)
    """Who knows the open invitation: it ends when somebody else gives this account a right."""
    totp_secret: Annotated[str | None, Pii("secret")] = Field(default=None, max_length=64)
    totp_pending: Annotated[str | None, Pii("secret")] = Field(default=None, max_length=64)
    """A second factor that was shown to its owner and is not confirmed yet."""
    totp_confirmed_at: dt.datetime | None = _moment()
    totp_step: int | None = Field(default=None, sa_column=Column(BigInteger))
    """The last 30-second step whose code was used: no code counts twice."""
    sessions_after: dt.datetime | None = _moment()
    """Refresh tokens of sessions that began up to here are dead."""
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Grant(Table, table=True):
    """One role of one account or client, with its reach and its days; never deleted, only ended."""

    __tablename__ = "grants"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="ends_after_start"),
        CheckConstraint("granted_by <> principal_id::text", name="not_to_oneself"),
        CheckConstraint("organization_id IS NULL OR agency_id IS NULL", name="one_reach"),
        CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name="ended_by_somebody"),
        Index("ix_grants_principal", "principal_id", "id"),
        Index("ix_grants_area", "area_code", "id"),
        Index("ix_grants_role", "role", "area_code", "id"),
        Index("ix_grants_starts", "starts_on"),
        Index(
            "ix_grants_bounded",
            "area_code",
            "id",
            postgresql_where=text("ended_at IS NOT NULL OR ends_on IS NOT NULL"),
        ),
        Index("ix_grants_organization", "organization_id"),
    )

    id: UUID = Field(primary_key=True)
    principal_id: UUID
    """The id of an account or a client; it is the `sub` of their tokens."""
    role: str = Field(max_length=30)
    area_code: str = area_code()
    """Where it counts; of an organization's role where the organization was; '' is the nation."""
    organization_id: UUID | None = Field(default=None, foreign_key="organizations.id")
    agency_id: UUID | None = None
    starts_on: dt.date
    ends_on: dt.date | None = None
    """The first day on which it no longer holds, in Thailand."""
    reason: str = Field(max_length=500)
    granted_by: str = Field(max_length=200)
    ended_at: dt.datetime | None = _moment()
    ended_by: str | None = Field(default=None, max_length=200)
    ended_reason: str | None = Field(default=None, max_length=500)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Client(Table, table=True):
    """A machine of an agency; it shows a secret or signs with a private key that only it has."""

    __tablename__ = "clients"
    __table_args__ = (Index("ix_clients_agency", "agency_id", "id"),)

    id: UUID = Field(primary_key=True)
    agency_id: UUID
    name_th: str = Field(max_length=200)
    method: str = Field(max_length=20)
    jwks: Any = Field(default=None, sa_column=Column(JSONB(none_as_null=True)))
    """Its public keys, a JWK set."""
    secret_hash: Annotated[bytes | None, Pii("secret")] = _digest()
    secret_prefix: str | None = Field(default=None, max_length=20)
    former_hash: Annotated[bytes | None, Pii("secret")] = _digest()
    former_prefix: str | None = Field(default=None, max_length=20)
    former_until: dt.datetime | None = _moment()
    """Until when the secret before the present one still counts."""
    status: str = Field(max_length=10)
    fingerprint: bytes = fingerprint()
    revision: int = 1
    created_at: dt.datetime | None = stamp()
    updated_at: dt.datetime | None = stamp()


class Identity(Table, table=True):
    """Somebody's name at an outside identity provider, and the account that it opens."""

    __tablename__ = "identities"
    __table_args__ = (
        UniqueConstraint("issuer", "subject"),
        Index("ix_identities_account", "account_id"),
    )

    id: UUID = Field(primary_key=True)
    account_id: UUID = Field(foreign_key="accounts.id")
    issuer: str = Field(max_length=300)
    subject: Annotated[str, Pii("secret")] = Field(max_length=255)
    linked_by: str = Field(max_length=200)
    created_at: dt.datetime | None = stamp()
