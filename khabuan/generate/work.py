"""What organizations do: councils, networks, certifications, meetings with what they gave to do, demonstrations."""

import datetime as dt
import json
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khabuan.generate.organizations import made_id
from services.registry.demonstrations.schemas import PRACTICE_TH, Practice
from services.registry.organizations.schemas import KIND_TH, OrganizationKind
from shared import all_names, text

Group = tuple[uuid.UUID, str, str, str]
"""An organization: id, area, kind, Thai name."""
Row = dict[str, Any]
Line = tuple[str, Row]
"""The name of a table, and a row of it."""
_YEARS = (2024, 2025, 2026)
_MEMBERS = 8
_FOUND, _CERTIFIED = 0.15, 0.6
_ITEM_DAYS, _TERM = 90, 4


def generate(
    groups: Sequence[Group], seed: int, given: Mapping[tuple[str, int], int]
) -> Iterator[Line]:
    """Yield what the organizations do, parents before children.

    `given` are the last certificate numbers of provinces and years; the last ones come at the end.
    """
    chance = random.Random(f"work:{seed}")
    numbers = dict(given)
    for group in groups:
        if group[2] == "TAMBON_COUNCIL":
            yield from _council(group, chance)
        elif group[2] == "NETWORK":
            yield from _network(group, groups, chance)
        elif chance.random() < _FOUND:
            yield from _certification(group, numbers, chance)
    for (province, year), last in numbers.items():
        row = {"province": province, "fiscal_year_be": year, "last": last}
        yield "certificate_numbers", row


def _council(group: Group, chance: random.Random) -> Iterator[Line]:
    identity, area, _, name = group
    begun = dt.date(chance.randint(2020, 2026), chance.randint(1, 12), 1)
    yield (
        "councils",
        {
            "id": identity,
            "area_code": area,
            "area_kind": "TAMBON",
            "tambon_codes": [area[:6]],
            "status": chance.choices(("ACTIVE", "WEAK"), (0.9, 0.1))[0],
            "status_since": begun,
            "notice_status": "ACKNOWLEDGED",
            "noticed_on": begun,
            "acknowledged_on": begun,
            "number": f"{area}/1",
            "communities_noticed": 35,
            "communities_agreed": chance.randint(21, 35),
            "term_starts_on": begun,
            "term_ends_on": begun.replace(year=begun.year + _TERM),
            "village_representatives": chance.randint(12, 60),
            "community_representatives": chance.randint(0, 10),
            "experts": chance.randint(0, 6),
            "reported_years_be": [2567, 2568],
            **_stamped(begun, chance),
        },
    )
    for year in _YEARS:
        for number in (1, 2):
            yield from _meeting(group, name, (year, number), chance)
    if chance.random() < 0.4:
        yield _demonstration(area, chance)


def _meeting(
    group: Group, name: str, when: tuple[int, int], chance: random.Random
) -> Iterator[Line]:
    year, number = when
    day = dt.date(year, number * 4, chance.randint(1, 28))
    title = text.repair(f"การประชุม{name} ครั้งที่ {number}/{year + 543}")
    meeting: Row = {
        "id": made_id(_at(day), chance),
        "kind": "MEETING",
        "title_th": title,
        "number": number,
        "year_be": year + 543,
        "organization_id": group[0],
        "area_code": group[1],
        "search_key": text.search_key(title),
        "bigrams": text.bigrams(text.search_key(title)),
        "title_sort": text.sort_key(title),
        "state": "HELD",
        "held_from": day,
        "held_to": day,
        "held_precision": "DAY",
        "attendance": json.dumps([{"group": "PEOPLE", "count": chance.randint(12, 80)}]),
        **_stamped(day, chance),
    }
    yield "meetings", meeting
    given: Row = {
        "id": made_id(_at(day), chance),
        "meeting_id": meeting["id"],
        "area_code": group[1],
        "owner_kind": "ORGANIZATION",
        **_stamped(day, chance),
    }
    given.pop("updated_at")
    yield "assignments", given
    due = day + dt.timedelta(days=_ITEM_DAYS)
    item: Row = {
        "id": made_id(_at(day), chance),
        "assignment_id": given["id"],
        "meeting_id": meeting["id"],
        "area_code": group[1],
        "text_th": "ติดตามแผนพัฒนาตำบลกับองค์การบริหารส่วนตำบล",
        "owner_kind": "ORGANIZATION",
        "owner_organization_id": group[0],
        "given_on": day,
        "due_words": f"ภายใน {_ITEM_DAYS} วัน",
        "due_from": due,
        "due_to": due,
        "due_precision": "DAY",
        "reported_on": None,
        "state": chance.choices(("OPEN", "DONE", "DROPPED"), (0.3, 0.65, 0.05))[0],
        **_stamped(day, chance),
    }
    item.pop("fingerprint")
    if item["state"] == "OPEN":
        yield "action_items", item
        return
    item["reported_on"] = due
    yield "action_items", item
    report: Row = {
        "id": made_id(_at(due), chance),
        "item_id": item["id"],
        "state": item["state"],
        "reported_on": due,
        **_stamped(due, chance),
    }
    report.pop("updated_at")
    yield "action_item_reports", report


def _demonstration(area: str, chance: random.Random) -> Line:
    begun = dt.date(chance.randint(2012, 2025), 1, 1)
    practice = chance.choice(("SAVINGS", "COMMUNITY_FOREST", "LIVING_WEIR"))
    return (
        "demonstrations",
        {
            "id": made_id(_at(begun), chance),
            "area_code": area,
            "name_th": "พื้นที่รูปธรรม",
            "kind": "DEMONSTRATION",
            "practice": practice,
            "began_on": begun,
            "began_precision": "YEAR",
            "horizon_years": chance.choice((1, 3, 5)),
            "learning_centre": chance.random() < 0.2,
            "state": "DEMONSTRATION",
            **all_names.keys(["พื้นที่รูปธรรม", PRACTICE_TH[Practice(practice)]]),
            "story": "[]",
            "strong_points": "[]",
            "weak_points": "[]",
            **_stamped(begun, chance),
        },
    )


def _network(group: Group, groups: Sequence[Group], chance: random.Random) -> Iterator[Line]:
    begun = dt.date(chance.randint(2010, 2024), 1, 1)
    network: Row = {
        "id": group[0],
        "area_code": group[1],
        "level": "TAMBON",
        **_stamped(begun, chance),
    }
    yield "networks", network
    for member in chance.sample(groups, min(_MEMBERS, len(groups))):
        if member[2] == "NETWORK":
            continue
        yield (
            "network_memberships",
            {
                "id": made_id(_at(begun), chance),
                "network_id": group[0],
                "organization_id": member[0],
                "role": "MEMBER",
                "joined_on": begun,
                **_stamped(begun, chance),
            },
        )


def _certification(
    group: Group, numbers: dict[tuple[str, int], int], chance: random.Random
) -> Iterator[Line]:
    found = dt.date(chance.randint(2018, 2025), chance.randint(1, 12), chance.randint(1, 28))
    row: Row = {
        "id": made_id(_at(found), chance),
        "organization_id": group[0],
        "area_code": group[1],
        "status": "FOUND",
        "found_on": found,
        "finder_side": "COMMUNITY",
        "community_endorsements": 1,
        "local_agency_endorsements": 0,
        "edition": 0,
        "developments": 0,
        "number": None,
        "certified_on": None,
        "expires_on": None,
        "facts": None,
        **_stamped(found, chance),
    }
    if chance.random() < _CERTIFIED:
        row |= _certified(group, found, numbers)
    yield "certifications", row
    yield "certification_acts", _act(row, 1, "FIND", found, chance)
    if row["certified_on"] is not None:
        yield "certification_acts", _act(row, 2, "ENDORSE", found, chance, side="LOCAL_AGENCY")
        given = _act(row, 3, "CERTIFY", row["certified_on"], chance, side=None)
        yield "certification_acts", given | {"expires_on": row["expires_on"]}


def _certified(group: Group, found: dt.date, numbers: dict[tuple[str, int], int]) -> Row:
    given = found + dt.timedelta(days=60)
    year = given.year + 543 + (given.month >= 10)
    place = (group[1][:2], year)
    numbers[place] = numbers.get(place, 0) + 1
    number = f"{place[0]}-{year}-{numbers[place]:04d}"
    ends = given + dt.timedelta(days=_TERM * 365)
    facts = {
        "number": number,
        "edition": 1,
        "organization_id": str(group[0]),
        "organization_th": group[3],
        "kind_th": KIND_TH[OrganizationKind(group[2])],
        "village": None,
        "tambon_th": None,
        "district_th": None,
        "province_th": None,
        "certified_on": str(given),
        "issued_on": str(given),
        "expires_on": str(ends),
        "post_th": "สำนักงานภาค",
    }
    return {
        "status": "CERTIFIED",
        "local_agency_endorsements": 1,
        "edition": 1,
        "number": number,
        "certified_on": given,
        "expires_on": ends,
        "facts": json.dumps(facts, ensure_ascii=False),
    }


def _act(
    row: Row,
    step: int,
    kind: str,
    on: dt.date,
    chance: random.Random,
    *,
    side: str | None = "COMMUNITY",
) -> Row:
    act: Row = {
        "id": made_id(_at(on), chance),
        "certification_id": row["id"],
        "step": step,
        "kind": kind,
        "done_on": on,
        "side": side,
        "expires_on": None,
        "note_th": "สำรวจในพื้นที่",
        "recorded_by": "khabuan:generate",
        "recorded_account": "khabuan:generate",
        **_stamped(on, chance),
    }
    act.pop("updated_at")
    return act


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(3), dt.UTC)


def _stamped(day: dt.date, chance: random.Random) -> Row:
    return {
        "fingerprint": chance.randbytes(32),
        "revision": 1,
        "created_at": _at(day),
        "updated_at": _at(day),
    }
