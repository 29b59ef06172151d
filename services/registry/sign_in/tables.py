"""What is stored of signing in: sessions, the digests of refresh tokens, and proofs that count once."""

import datetime as dt
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, Index, LargeBinary, Text, Uuid
from sqlmodel import Field

from services.registry.base import Table
from shared.columns import stamp


def _instant(*, nullable: bool = False) -> Column[dt.datetime]:
    return Column(DateTime(timezone=True), nullable=nullable)


class Session(Table, table=True):
    """One signing in of an account or a client, with everything that was issued on it since."""

    __tablename__ = "sessions"
    __table_args__ = (
        Index("ix_sessions_principal", "principal_id", "network"),
        Index("ix_sessions_expires_at", "expires_at"),
    )

    id: UUID = Field(primary_key=True)
    principal_id: UUID
    method: str = Field(max_length=20)
    strong: bool
    network: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Keyed digest of principal and network: tells a known place, names none."""
    opened_at: dt.datetime | None = stamp()
    renewed_at: dt.datetime | None = stamp()
    expires_at: dt.datetime = Field(sa_column=_instant())
    ended_at: dt.datetime | None = Field(default=None, sa_column=_instant(nullable=True))
    end_reason: str | None = Field(default=None, max_length=20)
    revision: int = 1
    updated_at: dt.datetime | None = stamp()


class RefreshToken(Table, table=True):
    """A refresh token, known by its SHA-256 only; each is good for one renewal."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (Index("ix_refresh_tokens_session", "session_id"),)

    digest: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    session_id: UUID = Field(
        sa_column=Column(Uuid, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False)
    )
    made_at: dt.datetime | None = stamp()
    expires_at: dt.datetime = Field(sa_column=_instant())
    used_at: dt.datetime | None = Field(default=None, sa_column=_instant(nullable=True))


class UsedProof(Table, table=True):
    """A one-time code or a client's assertion that was taken once and never is again."""

    __tablename__ = "used_proofs"
    __table_args__ = (Index("ix_used_proofs_until", "until"),)

    name: str = Field(sa_column=Column(Text, primary_key=True))
    until: dt.datetime = Field(sa_column=_instant())
