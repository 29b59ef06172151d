"""What happens while somebody types the name of an organization."""

import json

from services.registry.duplicates import queries, rules, schemas
from services.registry.organization_names import rules as names
from shared.exchange import Read


async def candidates(read: Read, asked: schemas.DuplicatesAsked) -> bytes:
    """Return as JSON which organizations it may be, the likeliest first."""
    stem = names.stem(asked.name_th)
    known = await queries.around(read.database, stem, asked.area)
    kind = asked.kind.value if asked.kind else None
    ranked = rules.rank(stem, asked.area, kind, known, asked.limit)
    facts = await queries.facts(read.database, [each.id for each in ranked]) if ranked else {}
    items = [each.shown(facts[each.id]) for each in ranked if each.id in facts]
    return json.dumps({"items": items}, ensure_ascii=False).encode()
