"""Ids are UUIDv7 in canonical writing, from whoever made them."""

import re
import time
import uuid

import hypothesis
import pydantic
import pytest
from hypothesis import strategies as st

from shared import ids

ID = pydantic.TypeAdapter[uuid.UUID](ids.Id)
KNOWN = "0199a3c2-7b10-7cde-8a4f-1234567890ab"


def test_new_ids_are_version_7_distinct_and_in_order() -> None:
    made = [ids.new_id() for _ in range(2_000)]
    assert made == sorted(set(made))
    assert all(type(one) is uuid.UUID and one.version == 7 for one in made)
    assert abs((made[0].int >> 80) / 1000 - time.time()) < 60


@hypothesis.given(st.from_regex(re.compile(ids.PATTERN[:-1] + r"\Z")))
def test_an_id_survives_the_round_trip(written: str) -> None:
    value = ID.validate_python(written)
    assert ID.validate_python(value) is value
    assert ID.dump_json(value) == f'"{written}"'.encode()
    assert ID.validate_json(f'"{written.upper()}"') == value


@pytest.mark.parametrize(
    "value",
    [
        "",
        KNOWN.replace("-", ""),
        "{" + KNOWN + "}",
        "urn:uuid:" + KNOWN,
        KNOWN + "\n",
        " " + KNOWN,
        KNOWN.replace("7cde", "4cde"),
        KNOWN.replace("8a4f", "ca4f"),
        KNOWN.replace("0199", "๐๑๙๙"),
        uuid.UUID(KNOWN).int,
        uuid.UUID(KNOWN).bytes,
        uuid.UUID(KNOWN.replace("7cde", "4cde")),
        None,
    ],
)
def test_any_other_writing_is_refused(value: object) -> None:
    with pytest.raises(pydantic.ValidationError) as caught:
        ID.validate_python(value)
    assert [error["type"] for error in caught.value.errors()] == ["not-an-id"]


def test_the_schema_is_exact() -> None:
    assert ID.json_schema() == {
        "type": "string",
        "format": "uuid",
        "maxLength": 36,
        "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
    }
    assert ID.json_schema(mode="serialization") == ID.json_schema()
