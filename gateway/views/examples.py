"""What the screens answer after `make run`: the documented examples, word for word from the platform.

`examples.json` holds the answers of the platform loaded with `examples/`; tests/journeys/test_examples.py
asks the platform again and names every value that is no longer so.
"""

import json
from pathlib import Path
from typing import Any

Example = dict[str, Any]

_ANSWERS: dict[str, Example] = json.loads(
    Path(__file__).with_suffix(".json").read_text(encoding="utf-8")
)
PROVINCE, TAMBON, JOURNEY = (_ANSWERS[name] for name in ("province", "tambon", "journey"))
REGISTRY_PROVINCE: Example = PROVINCE["registry"]
REGISTRY_TAMBON: Example = TAMBON["registry"]
PARTNERS_PROVINCE: Example = PROVINCE["partners"]
PARTNERS_TAMBON: Example = TAMBON["partners"]
NEED: str = JOURNEY["need_id"]
