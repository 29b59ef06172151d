"""What made-up plans stand on: the registry's places, groups and organizations, issues, and made-up agencies."""

import asyncio
import datetime as dt
import json
import random
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import psycopg

from khabuan import areas, home, stories
from khabuan.generate.organizations import made_id
from services.planning.area_groups.rules import members_on
from services.planning.area_groups.tables import AreaGroup
from services.planning.issues import actions as issues
from services.planning.issues import queries as defined
from services.planning.issues.schemas import IssueNew
from services.planning.plans import rules as plan_rules
from shared import database, text
from shared.auth import Grant, Subject
from shared.policies import Role

ISSUES = (
    *("WATER", "FARMERS", "LAND", "WELFARE", "SAVINGS", "SECURE_HOUSING", "NATURAL_RESOURCES"),
    *("GRASSROOTS_ECONOMY", "AGEING_SOCIETY"),
)
"""Those of the movement's issues (examples/10-issues.json) that made-up plans are about."""
_DEFINED = "10-issues.json"
_AGENCIES = (
    ("หน่วยงานสมมติด้านน้ำ", "STATE"),
    ("หน่วยงานสมมติด้านเกษตร", "STATE"),
    ("หน่วยงานสมมติด้านที่ดิน", "STATE"),
    ("หน่วยงานสมมติด้านสวัสดิการ", "STATE"),
    ("สถาบันสมมติเพื่อชุมชน", "PUBLIC_ORGANIZATION"),
    ("กองทุนสมมติสร้างเสริมสุขภาพ", "FUND"),
    ("กองทุนสมมติสิ่งแวดล้อม", "FUND"),
    ("มหาวิทยาลัยสมมติ", "ACADEMIC"),
)
_FOUNDED = dt.datetime(2015, 10, 1, tzinfo=dt.UTC)
_COPIES: Sequence[tuple[str, str, str]] = (
    (
        "places",
        "code, level, name_th, name_en, valid_to, revision",
        "SELECT code, level, name_th, name_en, valid_to, revision FROM areas WHERE level <> 'VILLAGE'",
    ),
    (
        "area_groups",
        "code, kind, name_th, name_en, area_code, valid_from, valid_to, members, revision",
        """SELECT g.code, g.kind, g.name_th, g.name_en, g.area_code, g.valid_from, g.valid_to,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', m.id, 'area_code', m.area_code, 'valid_from',
                m.valid_from, 'valid_to', m.valid_to, 'date_precision', m.date_precision) ORDER BY m.area_code)
                FROM area_group_members m WHERE m.group_code = g.code), '[]'), g.revision FROM area_groups g""",
    ),
    (
        "organizations",
        "id, name_th, area_code, status, merged_into_id, revision",
        "SELECT id, name_th, area_code, status, merged_into_id, revision FROM organizations",
    ),
)
"""Copies that the planning service keeps, as it would have taken them in from the registry's feed."""
_COMING = "CREATE TEMP TABLE coming AS SELECT {0} FROM {1} LIMIT 0"
_TAKE_IN = "INSERT INTO {1} ({0}) SELECT {0} FROM coming ON CONFLICT DO NOTHING"
_OWNERS = """
    SELECT left(area_code, 6), array_agg(id::text ORDER BY id) FROM organizations
    WHERE status = 'ACTIVE' AND length(area_code) >= 6 GROUP BY 1
"""


@dataclass(frozen=True)
class Region:
    """A region with the provinces that plans of a year are about; none before it was there."""

    code: str
    name: str
    members: Callable[[int], Sequence[str]]


@dataclass(frozen=True)
class Ground:
    """What plans are made of; codes are those of the registry, ids are texts."""

    names: Mapping[str, str]
    tambons: Sequence[str]
    owners: Mapping[str, Sequence[str]]
    agencies: Sequence[str]
    regions: Sequence[Region]


def lay(urls: Mapping[str, str], seed: int, say: Callable[[str, int], None]) -> Ground:
    """Give planning what it would know by its followers, and return what plans are made of."""
    asyncio.run(_define_issues(urls["planning"]))
    with (
        psycopg.connect(urls["registry"], autocommit=True) as registry,
        psycopg.connect(urls["planning"], autocommit=True) as planning,
    ):
        for table, columns, found in _COPIES:
            say(f"copied {table}", _copy(registry, planning, table, columns, found))
        owners: dict[str, list[str]] = dict(planning.execute(_OWNERS).fetchall())
        groups = planning.execute(
            "SELECT code, name_th, valid_from, valid_to, members FROM area_groups WHERE kind = 'REGION'"
            " ORDER BY code"
        ).fetchall()
    known = areas.read_areas()
    return Ground(
        names={area.code: area.name_th for area in known},
        tambons=[area.code for area in known if area.level is areas.Level.TAMBON],
        owners=owners,
        agencies=_agencies(urls, seed),
        regions=[_region(*each) for each in groups],
    )


def _region(
    code: str, name: str, begins: dt.date | None, ends: dt.date | None, members: Any
) -> Region:
    group = AreaGroup(
        code=code, kind="REGION", name_th=name, area_code="", members=members, revision=1
    )
    group.valid_from, group.valid_to = begins, ends

    def on(year_be: int) -> Sequence[str]:
        return members_on(group, plan_rules.day_of(year_be, 1, begins))

    return Region(code, name, on)


def _copy(
    source: psycopg.Connection[Any],
    target: psycopg.Connection[Any],
    table: str,
    columns: str,
    found: str,
) -> int:
    """Copy what the registry has and the table has not; return how many rows."""
    with target.transaction(), target.cursor() as cursor:
        cursor.execute(_COMING.format(columns, table).encode())
        with (
            source.cursor() as reading,
            reading.copy(f"COPY ({found}) TO STDOUT".encode()) as out,
            cursor.copy(f"COPY coming ({columns}) FROM STDIN".encode()) as into,
        ):
            for piece in out:
                into.write(piece)
        cursor.execute(_TAKE_IN.format(columns, table).encode())
        copied = cursor.rowcount
        cursor.execute(b"DROP TABLE coming")
        cursor.execute(f"ANALYZE {table}".encode())
    return copied


async def _define_issues(url: str) -> None:
    """Define the movement's issues as their story does, so that the story finds them done."""
    story = stories.read(home.project() / "examples" / _DEFINED)
    async with database.connect(url, pool_size=2) as opened:
        for step in story.steps:
            # A story's teller is called by role and area (khabuan.keys.token).
            who = ":".join(("development", *step.grant.values()))
            by = Subject(who, (Grant(Role.NATIONAL_ADMIN, ""),), strong=True)
            new = IssueNew.model_validate(json.loads(step.body))
            async with opened.transaction() as session:
                if new.code not in await defined.lock_all(session):
                    await issues.define(session, new, by=by)


def _agencies(urls: Mapping[str, str], seed: int) -> Sequence[str]:
    """Make up agencies at partners, with planning's copy of them; return their ids."""
    chance = random.Random(f"agencies:{seed}")
    made = [made_id(_FOUNDED, chance) for _ in _AGENCIES]
    told: list[tuple[uuid.UUID, int, str, str]] = [
        (identity, number, *each)
        for number, (identity, each) in enumerate(zip(made, _AGENCIES, strict=True), 1)
    ]
    with psycopg.connect(urls["partners"]) as partners, partners.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO agencies (id, code, name_th, kind, name_sort, fingerprint, revision, created_at,"
            " updated_at) VALUES (%s, %s, %s, %s, %s, %s, 1, %s, %s) ON CONFLICT DO NOTHING",
            [
                (i, f"MADE_UP_{n}", name, kind, text.sort_key(name), i.bytes, _FOUNDED, _FOUNDED)
                for i, n, name, kind in told
            ],
        )
    with psycopg.connect(urls["planning"]) as planning, planning.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO agencies (id, code, name_th, revision) VALUES (%s, %s, %s, 1) ON CONFLICT DO NOTHING",
            [(i, f"MADE_UP_{n}", name) for i, n, name, _ in told],
        )
    return [str(identity) for identity in made]
