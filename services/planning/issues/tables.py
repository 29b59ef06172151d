"""What is stored of issues."""

from sqlalchemy import Column, String, Text, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import Field

from services.planning.base import Kept


class Issue(Kept, table=True):
    """A work issue with the names that people use for it."""

    __tablename__ = "issues"

    code: str = Field(sa_column=Column(String(40, collation="C"), nullable=False, unique=True))
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aliases_th: list[str] = Field(
        sa_column=Column(ARRAY(Text), nullable=False, server_default=text("'{}'"))
    )
    described_th: str | None = Field(default=None, max_length=5000)
