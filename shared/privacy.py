"""Personal data: the class of each field, how it looks masked, and counts too small to show.

A table's model declares the class of a column (`Annotated[str, Pii("restricted")]`); lists, single reads,
answers to writes and exports are masked by the one function `shown` from that declaration.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FieldClass = Literal["member", "restricted", "secret"]
Mask = Literal["name", "phone", "stars", "nothing"]


@dataclass(frozen=True, slots=True)
class Pii:
    """The class of a personal field and its mask; a field without one is public.

    `member` fields are shown to people of the same organization, `restricted` ones only for a purpose with
    a legal basis, `secret` ones never. `office` fields are public while their owner holds a public post.
    """

    kind: FieldClass
    mask: Mask = "stars"
    office: bool = False


def declared(model: Any) -> Mapping[str, Pii]:
    """Return the personal columns of a table's model with their classes."""
    found = {}
    for name, field in model.model_fields.items():
        for mark in field.metadata:
            if isinstance(mark, Pii):
                found[name] = mark
    return found
