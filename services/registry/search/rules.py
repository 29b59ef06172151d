"""How a question is read: its key, its words, and its pieces when nothing fits it as typed. Pure.

A slip of the finger changes one letter or swaps two neighbours. So of the pieces of a question all stand as typed
but one, or two neighbours where a swap meets their cut: a long question is found by all its pieces but two
neighbours, a short one by all but one, or with the letters at a cut swapped back. What holds such a set is a
candidate, and those that share most pairs of letters come first.
"""

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Any

from services.registry.bodies.schemas import KIND_TH as BODY_TH
from services.registry.demonstrations.schemas import KIND_TH as DEMONSTRATION_TH
from services.registry.demonstrations.schemas import PRACTICE_TH
from services.registry.meetings.schemas import KIND_TH as MEETING_TH
from services.registry.organizations.schemas import KIND_TH
from services.registry.people.schemas import POST_TH
from services.registry.search.schemas import (
    COMBINATIONS,
    FOUND_TH,
    Found,
    Group,
    Hit,
    Match,
    Part,
    Question,
)
from shared import text

SHORTEST_SLIP, LONG = 4, 16
MOST_PAIRS = 12
"""So many pairs of letters find a name as surely as all of them, for a third of the reading."""
_EVERYWHERE = frozenset(
    gram
    for word in (
        "กลุ่ม",
        "บ้าน",
        " หมู่ที่ 1",
        " ตำบล",
        "กองทุนสวัสดิการชุมชน",
        "สภาองค์กรชุมชน",
        "ศูนย์การเรียนรู้",
        "เครือข่าย",
    )
    for gram in text.bigrams(word)
)
"""Pairs of letters in words that thousands of names have."""
_PIECES = ((24, 8), (21, 7), (18, 6), (LONG, 5), (9, 4), (6, 3), (SHORTEST_SLIP, 2))
"""From so many letters on a key is cut into so many pieces, of two letters at least, of three if it is long."""
MOST_WORDS = 8
_LEAST_WORD = 2
MOST_HEARD = 6
_DOUBLE_R = {
    "น": ("รรณ", "รรค์", "รร"),
    "ณ": ("รรณ",),
    "ม": ("รรม",),
    "พ": ("รรพ",),
    "ก": ("รรค", "รรก"),
}
_SHORT_A = re.compile("ั([นณมพก])")
_BEFORE = {
    Found.PERSON: ("นาย", "นางสาว", "นาง", "ดร.", "น.ส."),
    Found.AREA: ("จังหวัด", "จ.", "อำเภอ", "อ.", "ตำบล", "ต.", "แขวง"),
}


def asked(typed: str, kind: Found) -> Question:
    """Return the question that was typed; of a person's name without the title, of a place's without its level."""
    key = without(text.search_key(typed), _BEFORE.get(kind, ()))
    return Question(key, part([key]))


def part(words: Sequence[str]) -> Part:
    """Return what finds names that hold all the words, in any order."""
    grams = {gram for word in words for gram in text.bigrams(word)}
    if len(grams) > MOST_PAIRS:
        grams = set(sorted(grams - _EVERYWHERE or grams)[:MOST_PAIRS])
    return Part(sorted(grams), [f"%{text.like(word)}%" for word in words])


def without(key: str, before: Sequence[str]) -> str:
    """Return a name as it is kept: without the word that people put before it."""
    for word in before:
        if key.startswith(word) and len(key) > len(word) + 1:
            return key.removeprefix(word).strip()
    return key


def words(key: str, segment: Callable[[str], Sequence[str]]) -> list[str]:
    """Return the words of a key: those between spaces, each cut by the dictionary; single letters are dropped."""
    found = (word.strip() for typed in key.split() for word in segment(typed))
    return list(dict.fromkeys(word for word in found if len(word) >= _LEAST_WORD))[:MOST_WORDS]


def pieces(key: str) -> list[Part]:
    """Return the sets of pieces of which one stands in every name that is a slip away from the key.

    Empty for a key that is too short to be anything but itself; else exactly COMBINATIONS, the last repeated.
    """
    if len(key) < SHORTEST_SLIP:
        return []
    count = next(count for shortest, count in _PIECES if len(key) >= shortest)
    cuts = [round(place * len(key) / count) for place in range(count + 1)]
    parts = [key[start:end] for start, end in itertools.pairwise(cuts)]
    if len(key) >= LONG:
        sets = [[*parts[:lost], *parts[lost + 2 :]] for lost in range(count - 1)]
    else:
        sets = [[*parts[:lost], *parts[lost + 1 :]] for lost in range(count)]
        sets += [[key[: cut - 1] + key[cut] + key[cut - 1] + key[cut + 1 :]] for cut in cuts[1:-1]]
    found = [part([piece.strip() for piece in chosen if piece.strip()]) for chosen in sets]
    return [*found, *found[-1:] * (COMBINATIONS - len(found))]


def heard(key: str) -> list[str]:
    """Return how a key may be spelled where it was written as it is heard: a short a is รร in words of Sanskrit.

    สุพัน is สุพรรณ, ธัม is ธรรม, สวัน is สวรรค์: more letters than a slip of the finger changes. At most MOST_HEARD.
    """
    found = (
        key[: at.start()] + spelled + key[at.end() :]
        for at in _SHORT_A.finditer(key)
        for spelled in _DOUBLE_R[at[1]]
    )
    return list(itertools.islice(found, MOST_HEARD))


_STAGES = tuple(Match)
WHOLE, SLIP = _STAGES.index(Match.EXACT), _STAGES.index(Match.SLIP)
"""The stages of what has exactly this name, and of what was spelled otherwise."""
_AT = {
    Found.AREA: "/v1/areas/",
    Found.ORGANIZATION: "/v1/organizations/",
    Found.PERSON: "/v1/people/",
    Found.MEETING: "/v1/meetings/",
    Found.BODY: "/v1/bodies/",
    Found.DEMONSTRATION: "/v1/demonstrations/",
}


def group(
    kind: Found, found: Sequence[tuple[str, int]], lines: Sequence[dict[str, Any]], limit: int
) -> Group:
    """Return what was found of a kind, in the order found; `lines` are the things as they are shown."""
    by_key = {str(line["code" if kind is Found.AREA else "id"]): line for line in lines}
    hits = [
        _hit(kind, key, by_key[key], _STAGES[stage])
        for key, stage in found[:limit]
        if key in by_key
    ]
    return Group(kind=kind, kind_th=FOUND_TH[kind], hits=hits, more=len(found) > limit)


def ordered(groups: Sequence[Group]) -> list[Group]:
    """Return the groups that found something: those that did as typed before those of slips."""
    return sorted(
        (each for each in groups if each.hits), key=lambda each: each.hits[0].match is Match.SLIP
    )


def _hit(kind: Found, key: str, line: dict[str, Any], match: Match) -> Hit:
    name, detail, area = _TELL[kind](line)
    return Hit(
        kind=kind,
        id=key,
        name_th=name,
        detail_th=detail,
        area=area,
        match=match,
        href=_AT[kind] + key,
    )


def _tell_area(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    above = (("อำเภอ", line["district_name_th"]), ("จังหวัด", line["province_name_th"]))
    detail = " ".join(word + name for word, name in above if name)
    return (
        line["name_th"],
        detail or None,
        {k: line[k] for k in ("code", "level", "name_th", "name_en")},
    )


def _tell_organization(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    return line["name_th"], KIND_TH[line["kind"]], line["area"]


def _tell_person(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    names = (line[name] for name in ("prefix_th", "given_name_th", "family_name_th"))
    posts = dict.fromkeys(POST_TH[post["post"]] for post in line["posts"])
    return " ".join(filter(None, names)), " ".join(posts) or None, line["area"]


def _tell_meeting(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    number = f" {line['number']}/{line['year_be']}" if line["number"] else ""
    return line["title_th"], f"{MEETING_TH[line['kind']]}{number}", line["area"]


def _tell_body(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    return line["name_th"], BODY_TH[line["kind"]], line["area"]


def _tell_demonstration(line: dict[str, Any]) -> tuple[str, str | None, Any]:
    told = (DEMONSTRATION_TH[line["kind"]], PRACTICE_TH[line["practice"]])
    return line["name_th"], " ".join(told), line["area"]


_TELL = {
    Found.AREA: _tell_area,
    Found.ORGANIZATION: _tell_organization,
    Found.PERSON: _tell_person,
    Found.MEETING: _tell_meeting,
    Found.BODY: _tell_body,
    Found.DEMONSTRATION: _tell_demonstration,
}
