"""What places look like inside other things."""

from pydantic import BaseModel, Field

from shared.places import Level


class AreaBlock(BaseModel):
    """The area of a thing, in short."""

    code: str = Field(max_length=8)
    level: Level
    name_th: str = Field(max_length=200)
    name_en: str = Field(max_length=200)
