"""How likely an organization is the one that somebody is typing."""

from collections.abc import Iterable, Sequence

from services.registry.duplicates.schemas import Known, Scored, Why
from services.registry.organization_names import rules as names

_NEARNESS = {
    Why.SAME_AREA: 1.0,
    Why.SAME_TAMBON: 0.95,
    Why.SAME_DISTRICT: 0.85,
    Why.SAME_PROVINCE: 0.7,
}
_ELSEWHERE = 0.55
_OTHER_KIND = 0.9
_SIMILAR_AT_MOST = 0.95
_LEAST = 40
"""Below this score nobody is reminded of anything."""
NEAR = 80
"""From this score on a row of a list is not registered before somebody has looked whether it is this one."""
_TAMBON, _DISTRICT, _PROVINCE = 6, 4, 2


def rank(
    stem: str, area: str | None, kind: str | None, known: Iterable[Known], limit: int
) -> list[Scored]:
    """Return the likeliest first, at most `limit`, none below a score of 40."""
    scored = (judge(stem, area, kind, each) for each in known)
    fit = [each for each in scored if each.score >= _LEAST]
    return sorted(fit, key=lambda each: (-each.score, each.id))[:limit]


def judge(stem: str, area: str | None, kind: str | None, known: Known) -> Scored:
    """Say how likely `known` is the organization typed: its name's stem, its area and kind as far as known."""
    name, alike = _name(stem, known.stems)
    place = nearness(area, known.area_code)
    score = alike * (_ELSEWHERE if place is None else _NEARNESS[place])
    same_kind = kind is not None and kind == known.kind
    if kind is not None and not same_kind:
        score *= _OTHER_KIND
    why = (name, *([place] if place else []), *([Why.SAME_KIND] if same_kind else []))
    certain = name is not Why.SIMILAR_NAME and place is Why.SAME_AREA and same_kind
    return Scored(known.id, round(100 * score), why, certain)


def nearness(area: str | None, other: str) -> Why | None:
    """Return how near two area codes are, or None when they have no province in common or one is unknown."""
    if area is None:
        return None
    if area == other:
        return Why.SAME_AREA
    for digits, near in (
        (_TAMBON, Why.SAME_TAMBON),
        (_DISTRICT, Why.SAME_DISTRICT),
        (_PROVINCE, Why.SAME_PROVINCE),
    ):
        if len(area) >= digits and area[:digits] == other[:digits]:
            return near
    return None


def _name(stem: str, stems: Sequence[str]) -> tuple[Why, float]:
    if stems and stem == stems[0]:
        return Why.SAME_NAME, 1.0
    if stem in stems:
        return Why.SAME_ALIAS, 1.0
    best = max((names.likeness(stem, each) for each in stems), default=0.0)
    return Why.SIMILAR_NAME, min(best, _SIMILAR_AT_MOST)
