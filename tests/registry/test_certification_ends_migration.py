"""What was dissolved or merged before certifications ended with it: it ends on the day of the migration."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg.types.json import Json

from shared import migrations
from shared.ids import new_id
from tests.conftest import Ground

ORGANIZATION = (
    "INSERT INTO organizations (id, kind, name_th, area_code, status, merged_into_id, name_sort, fingerprint, revision)"
    " VALUES (%s, 'SAVINGS_GROUP', 'กลุ่ม', '250111', %s, %s, '', '', 1)"
)
CERTIFICATION = (
    "INSERT INTO certifications (id, organization_id, area_code, status, found_on, finder_side, fingerprint, revision,"
    " community_endorsements, local_agency_endorsements, edition, developments)"
    " VALUES (%s, %s, '250111', %s, '2026-10-05', 'COMMUNITY', '', 1, 0, 0, 0, 0)"
)
EVENT = (
    "INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, request_id, data)"
    " VALUES (gen_random_uuid(), 'certification.found', 'certification', %s, 1, '250111', false, 'maker', '', %s)"
)


@pytest.fixture
def before(ground: Ground) -> Iterator[tuple[Any, str]]:
    """Lend a connection to a database as it stood before, and its URL."""
    name = f"t_{ground.worker}_before_ends"
    with psycopg.connect(ground.admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
    command.upgrade(migrations.config("registry", ground.url(name)), "r0021_plans")
    with psycopg.connect(ground.url(name), autocommit=True) as connection:
        yield connection, ground.url(name)


def test_what_ended_before_ends_now_and_of_two_the_one_of_the_record_that_stays_stands(
    before: tuple[Any, str],
) -> None:
    connection, url = before
    stays, double, gone, refused = (str(new_id()) for _ in range(4))
    for one, status, into in (
        (stays, "ACTIVE", None), (double, "MERGED", stays), (gone, "DISSOLVED", None),
        (refused, "DISSOLVED", None),
    ):  # fmt: skip
        connection.execute(ORGANIZATION, (one, status, into))
    ids = {one: str(new_id()) for one in (stays, double, gone, refused)}
    for one, id in ids.items():
        connection.execute(CERTIFICATION, (id, one, "REFUSED" if one == refused else "FOUND"))
        connection.execute(EVENT, (id, Json({"id": id, "state": "FOUND", "revision": 1})))

    command.upgrade(migrations.config("registry", url), "r0023_certification_ends")

    rows = connection.execute(
        "SELECT id::text, status, successor_id::text, revision FROM certifications"
    )
    assert {row[0]: row[1:] for row in rows} == {
        ids[stays]: ("FOUND", None, 1),
        ids[double]: ("MERGED", ids[stays], 2),
        ids[gone]: ("ENDED", None, 2),
        ids[refused]: ("REFUSED", None, 1),
    }
    acts = connection.execute(
        "SELECT certification_id::text, kind, step, done_on = (now() AT TIME ZONE 'Asia/Bangkok')::date"
        " FROM certification_acts"
    )
    assert set(acts) == {(ids[double], "MERGE", 2, True), (ids[gone], "END", 2, True)}
    told = connection.execute(
        "SELECT subject, type, data ->> 'state' FROM outbox WHERE revision = 2"
    )
    assert set(told) == {
        (ids[double], "certification.merged", "MERGED"),
        (ids[gone], "certification.ended", "ENDED"),
    }
