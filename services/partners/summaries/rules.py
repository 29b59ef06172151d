"""What a summary says beyond what is stored."""

import json
from typing import Any

from services.partners.nodes import rules as nodes
from services.partners.nodes.schemas import PRESENCE_TH
from shared.places import Level, level_of


def told(found: dict[str, Any]) -> bytes:
    """Return the summary as JSON bytes, with the presence of agencies if it is a province's."""
    agencies, has_agreement = found.pop("agencies"), found.pop("has_agreement")
    presence = None
    if level_of(found["code"]) is Level.PROVINCE:
        presence = nodes.presence(agencies, has_agreement=has_agreement)
    found |= {"presence": presence, "presence_th": presence and PRESENCE_TH[presence]}
    return json.dumps(found, ensure_ascii=False).encode()
