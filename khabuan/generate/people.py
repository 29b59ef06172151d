"""People in posts: three of each of many organizations, with made-up names and numbers that nobody has."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from khabuan.generate.organizations import made_id
from shared import text

NATION = 100_000
POSTS = ("CHAIR", "SECRETARY", "TREASURER")
_FIRST = (
    "สม", "ประ", "วิ", "สุ", "พร", "ธน", "บุญ", "ชัย", "ศรี", "กิต", "อรุณ", "ปิย", "จันทร์", "มณี", "ทอง", "รัต", "นิ", "อำ",
    "เกษ", "วร", "พิม", "ดวง", "กาญ", "สาย", "ลำ", "เพ็ญ", "ณัฐ", "อนุ", "ยุ", "ไพ",
)  # fmt: skip
_THEN = (
    "ชาย", "หญิง", "ศักดิ์", "พล", "นภา", "รัตน์", "ชัย", "วัฒน์", "พร", "ดา", "วดี", "ลักษณ์", "เดช", "มาศ", "จิต", "นุช", "ใจ",
    "ภา", "ยา", "พันธ์", "ทิพย์", "ศรี", "วิทย์", "กร", "ธิดา", "วรรณ", "เพชร", "บูรณ์", "สิทธิ์", "เรือง",
)  # fmt: skip
_HOUSES = (
    "ใจดี", "บุญมา", "ทองคำ", "แก้วมณี", "ศรีสุข", "วงศ์สวัสดิ์", "พันธุ์ดี", "จันทร์หอม", "สายบุญ", "มั่นคง", "รักษาป่า", "คงทน",
    "ชุมแสง", "ดอนทราย", "หนองบัว", "ท่าน้ำ", "โพธิ์งาม", "สวนแก้ว", "นาคี", "ห้วยทราย", "เขียวขจี", "ปลูกดี", "สุขเกษม", "เพชรดี",
)  # fmt: skip
_TITLES = ("นาย", "นาง", "นางสาว")

Row = dict[str, Any]


def generate(
    organizations: Sequence[tuple[uuid.UUID, str]], count: int, seed: int
) -> Iterator[tuple[Row, Row, Row]]:
    """Yield `count` people with a legal basis and a post, in organizations (id, area) drawn by the seed."""
    chance = random.Random(f"people:{seed}")
    groups = -(-count // len(POSTS))
    chosen = chance.sample(organizations, min(groups, len(organizations)))
    places = ((group, post) for group in chosen for post in POSTS)
    for number, ((organization, area), post) in zip(range(count), places, strict=False):
        yield _somebody(number, organization, area, post, chance)


def _somebody(
    number: int, organization: uuid.UUID, area: str, post: str, chance: random.Random
) -> tuple[Row, Row, Row]:
    made = dt.datetime(2020, 1, 1, tzinfo=dt.UTC) + dt.timedelta(minutes=number)
    begun = dt.date(2016, 1, 1) + dt.timedelta(days=chance.randrange(3_500))
    given = text.repair(chance.choice(_FIRST) + chance.choice(_THEN))
    family = text.repair(chance.choice(_HOUSES) + chance.choice(("", chance.choice(_THEN))))
    key = text.search_key(f"{given} {family}")
    person: Row = {
        "id": made_id(made, chance),
        "area_code": area[:6],
        "prefix_th": chance.choice(_TITLES),
        "given_name_th": given,
        "family_name_th": family,
        "name_sort": text.sort_key(f"{given} {family}"),
        "search_key": key,
        "bigrams": text.bigrams(key),
        "phone": f"000{number % 10_000_000:07d}",
        "attested_by": "khabuan:generate",
        "attested_on": begun,
        "notice_version": "generated",
        "status": "ACTIVE",
        **_stamped(made, chance),
    }
    basis: Row = {
        "id": made_id(made, chance),
        "person_id": person["id"],
        "purpose": "CONTACT_LEADERS",
        "basis": "PUBLIC_TASK",
        "source": "khabuan generate",
        "notice_version": "generated",
        **_stamped(made, chance),
    }
    basis.pop("updated_at")
    post_held: Row = {
        "id": made_id(made, chance),
        "person_id": person["id"],
        "organization_id": organization,
        "post": post,
        "starts_on": begun,
        "ends_on": begun + dt.timedelta(days=1461) if chance.random() < 0.05 else None,
        "term_years": 4,
        "term_ends_on": begun + dt.timedelta(days=1461),
        **_stamped(made, chance),
    }
    return person, basis, post_held


def _stamped(made: dt.datetime, chance: random.Random) -> Row:
    return {
        "fingerprint": chance.randbytes(32),
        "revision": 1,
        "created_at": made,
        "updated_at": made,
    }
