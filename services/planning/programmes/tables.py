"""What is stored of programmes."""

from sqlalchemy import Column, Index, String
from sqlmodel import Field

from services.planning.base import Kept


class Programme(Kept, table=True):
    """A programme for provinces on one track."""

    __tablename__ = "programmes"
    __table_args__ = (Index("ix_programmes_track", "track", "code"),)

    code: str = Field(sa_column=Column(String(40, collation="C"), nullable=False, unique=True))
    track: str = Field(max_length=20)
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
    aims_th: str | None = Field(default=None, max_length=5000)
    source_th: str = Field(max_length=500)
