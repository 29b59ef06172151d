"""What the gateway may ask of summaries."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from shared.ids import Id

MOST_ITEMS = 200


def _by_comma(value: object) -> object:
    """Split what came as one text, alone or as the only entry of a list."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    return value.split(",") if isinstance(value, str) else value


class PlanItemsAsked(BaseModel):
    """The plan items whose commitments are asked for."""

    model_config = ConfigDict(extra="forbid")

    plan_items: Annotated[
        list[Id],
        BeforeValidator(_by_comma),
        Field(min_length=1, max_length=MOST_ITEMS, description="uuid,uuid,…"),
    ]
