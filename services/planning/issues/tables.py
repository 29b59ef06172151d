"""What is stored of issues."""

import datetime as dt
from typing import Any

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.planning.base import Kept


def _another() -> Any:
    """Return a column for the code of another issue."""
    other = ForeignKey("issues.code")
    return Field(default=None, sa_column=Column(String(40, collation="C"), other, nullable=True))


class Issue(Kept, table=True):
    """A work issue with the names that people use for it, its place in the taxonomy and its time."""

    __tablename__ = "issues"
    __table_args__ = (
        CheckConstraint("valid_until > valid_from", name="ends_after_it_begins"),
        CheckConstraint("parent_code <> code AND succeeds_code <> code", name="another_one"),
        Index("ix_issues_parent", "parent_code", "code"),
        Index("ix_issues_succeeds", "succeeds_code", "code"),
    )

    code: str = Field(sa_column=Column(String(40, collation="C"), nullable=False, unique=True))
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aliases_th: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    described_th: str | None = Field(default=None, max_length=5000)
    parent_code: str | None = _another()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    """The first day on which it no longer holds."""
    succeeds_code: str | None = _another()
    names_key: str = Field(
        default="", sa_column=Column(Text, nullable=False, server_default=text("''"))
    )
    """Every name without spaces and tone marks, one a line: by any of them it is found."""
