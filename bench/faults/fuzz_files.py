"""What schemathesis is told about files: they are sent as the bytes that they are."""

from typing import Any

import schemathesis

from services.registry.documents.schemas import MediaType


@schemathesis.serializer(*(each.value for each in MediaType))
def send_bytes(_: Any, value: Any) -> bytes:
    """Return what is sent for a generated value."""
    return value if isinstance(value, bytes) else str(getattr(value, "data", value)).encode()
