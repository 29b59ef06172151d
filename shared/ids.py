"""Ids: UUID version 7, made by the client or here, so that ids sort by the time they were made."""

import hashlib
import re
import uuid
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema
from uuid_utils import compat

from shared import text

MESSAGES: dict[str, tuple[str, str]] = {
    "not-an-id": (
        "รหัสต้องเป็น UUID รุ่น 7 ในรูปแบบมีขีดคั่น",
        "An id is a UUID of version 7, written with hyphens",
    ),
}

PATTERN = "^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
VERSION = 7
_MILLISECONDS = 6
"""Bytes of an id of version 7 that hold its time."""
_CANONICAL = re.compile(PATTERN.strip("^$"), re.IGNORECASE | re.ASCII)


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7: milliseconds since 1970, then a counter and chance."""
    return compat.uuid7()


def part_id(whole: uuid.UUID, part: object) -> uuid.UUID:
    """Return the id of a part: the same whenever it is asked for, of the whole's own time."""
    digest = hashlib.sha256(f"{whole}/{part}".encode()).digest()
    raw = bytearray(whole.bytes[:_MILLISECONDS] + digest[: 16 - _MILLISECONDS])
    raw[6] = 0x70 | (raw[6] & 0x0F)
    raw[8] = 0x80 | (raw[8] & 0x3F)
    return uuid.UUID(bytes=bytes(raw))


def _canonical(value: object) -> uuid.UUID:
    if isinstance(value, str) and _CANONICAL.fullmatch(value):
        return uuid.UUID(value)
    if isinstance(value, uuid.UUID) and value.version == VERSION:
        return value
    raise text.refusal(MESSAGES, "not-an-id")


# Capital letters are taken and answered in small letters; braces, urn: and bare hex are not.
Id = Annotated[
    uuid.UUID,
    BeforeValidator(_canonical),
    WithJsonSchema({"type": "string", "format": "uuid", "maxLength": 36, "pattern": PATTERN}),
]

NewId = Annotated[
    Id,
    Field(
        default_factory=new_id,
        description="สร้างเองได้ (UUIDv7) ถ้าไม่ส่งระบบสร้างให้ · made by the client, or by us if left out",
    ),
]
"""The id of something new. With an id of its own a request can be sent again without harm."""

Revision = Annotated[int, Field(ge=1, json_schema_extra={"format": "int64"})]
"""Counts the committed changes of a thing, from 1."""
