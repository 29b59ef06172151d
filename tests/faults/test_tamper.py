"""The figure about tampering in small: everything is found, and nothing of a rewrite without witnesses."""

from pathlib import Path

import psycopg

from bench.figures import tamper
from khabuan import audit
from tests.conftest import SERVICES, Ground
from tests.platform.test_audit import fill

SEED = 20261121


async def test_every_tampering_is_found_and_rewrites_only_by_what_others_hold(
    ground: Ground, tmp_path: Path
) -> None:
    urls = {service: ground.fresh(service, "tamper") for service in SERVICES}
    for holder, source in (("planning", "registry"), ("partners", "planning"), ("planning", "partners")):  # fmt: skip
        end = fill(urls[source], 30)
        with psycopg.connect(urls[holder]) as connection:
            row = (source, 30, end)
            connection.execute(
                "INSERT INTO followed (source, position, hash) VALUES (%s, %s, %s)", row
            )
    audit.note_heads(tmp_path, urls, "start")
    outcome = tamper.run(urls, tmp_path, count=40, seed=SEED)
    assert outcome.met, outcome
    assert any("everywhere" in kind for kind in outcome.done)
    blind = tamper.run(urls, tmp_path, count=40, seed=SEED, blind=True)
    assert not blind.met
    assert {kind for kind in blind.missed if not kind.startswith("rewrite")} <= {"cut", "empty"}
    assert blind.missed.total() == sum(
        count for kind, count in blind.done.items() if kind.startswith(("rewrite", "cut", "empty"))
    )
