"""What one person decided before four eyes: it waits for the second, and everybody who follows hears of it."""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from alembic import command
from psycopg.types.json import Json

from shared import migrations
from shared.ids import new_id
from tests.conftest import Ground

OUTBOX = (
    "INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, request_id, data)"
    " VALUES (gen_random_uuid(), %s, %s, %s, %s, '', false, %s, '', %s)"
)
AGENCY, ITEM = str(new_id()), str(new_id())


@pytest.fixture
def before(ground: Ground) -> Iterator[tuple[Any, str]]:
    """Lend a connection to a database as it stood before approvals, and its URL."""
    name = f"t_{ground.worker}_before_approvals"
    with psycopg.connect(ground.admin_url, autocommit=True) as admin:
        admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        admin.execute(f'CREATE DATABASE "{name}"')
    command.upgrade(migrations.config("partners", ground.url(name)), "q0002_trace")
    with psycopg.connect(ground.url(name), autocommit=True) as connection:
        connection.execute(
            "INSERT INTO agencies (id, code, name_th, kind, name_sort, fingerprint, revision)"
            " VALUES (%s, 'CODI', 'พอช.', 'FUND', '', '', 1)",
            (AGENCY,),
        )
        yield connection, ground.url(name)


def test_money_of_one_person_waits_for_another_and_agreements_keep_their_state(
    before: tuple[Any, str],
) -> None:
    connection, url = before
    stands, gone = str(new_id()), str(new_id())
    for id, status in ((stands, "COMMITTED"), (gone, "WITHDRAWN")):
        connection.execute(
            "INSERT INTO commitments (id, agency_id, plan_item_id, area_code, amount_baht,"
            " fiscal_year_be, committed_on, status, fingerprint, revision)"
            " VALUES (%s, %s, %s, '720602', 5, 2568, '2024-12-02', %s, '', 1)",
            (id, AGENCY, ITEM, status),
        )
        data = Json({"id": id, "status": "COMMITTED", "note_th": "เดิม", "revision": 1})
        connection.execute(OUTBOX, ("commitment.made", "commitment", id, 1, "maker", data))
    drafted, alone, proper = (str(new_id()) for _ in range(3))
    for id, status, signer in (
        (drafted, "DRAFT", None), (alone, "ACTIVE", "maker"), (proper, "ENDED", "signer"),
    ):  # fmt: skip
        connection.execute(
            "INSERT INTO agreements (id, kind, area_code, title_th, starts_on, status, fingerprint,"
            " revision) VALUES (%s, 'AGENCY', '', 'เดิม', '2019-04-09', %s, '', 1)",
            (id, status),
        )
        data = Json({"id": id})
        connection.execute(OUTBOX, ("agreement.drafted", "agreement", id, 1, "maker", data))
        if signer:
            connection.execute(OUTBOX, ("agreement.signed", "agreement", id, 2, signer, data))

    command.upgrade(migrations.config("partners", url), "q0003_approvals")

    rows = connection.execute("SELECT id::text, status, proposed_by, revision FROM commitments")
    assert {row[0]: row[1:] for row in rows} == {
        stands: ("PROPOSED", "maker", 2), gone: ("WITHDRAWN", "maker", 1),
    }  # fmt: skip
    told = connection.execute(
        "SELECT subject, revision, data FROM outbox WHERE type = 'commitment.proposed'"
    ).fetchall()
    assert [(subject, revision) for subject, revision, _ in told] == [(stands, 2)]
    data = told[0][2]
    assert (data["status"], data["revision"], data["note_th"]) == ("PROPOSED", 2, "เดิม")
    assert data["approved_on"] is None
    assert data["updated_at"].endswith("Z")
    signed = connection.execute("SELECT id::text, drafted_by, signed_by FROM agreements")
    assert {row[0]: row[1:] for row in signed} == {
        drafted: ("maker", None),
        alone: ("maker", "before-four-eyes"),
        proper: ("maker", "signer"),
    }
