"""Idempotency records live thirty days, not less and not for ever."""

from shared import housekeeping
from shared.ids import new_id
from tests.conftest import Client, People


async def test_old_keys_are_purged_and_young_ones_stay(registry: Client, people: People) -> None:
    who = people("NATIONAL_ADMIN", area="")
    for key in ("young-key", "older-key"):
        body = {
            "id": str(new_id()),
            "kind": "NETWORK",
            "name_th": "เครือข่าย",
            "area_code": "72",
            "confirm_new": True,
        }
        await registry.post(
            "/v1/organizations", json=body, headers={**who, "Idempotency-Key": key}
        )
    database = registry.app.state.database
    async with database.reading() as connection:
        await connection.execute(
            "UPDATE idempotency SET stored_at = now() - CASE key WHEN 'older-key' THEN interval '31 days' ELSE interval '29 days' END"
        )
    assert await housekeeping.purge(database) == 1
    async with database.reading() as connection:
        cursor = await connection.execute("SELECT key FROM idempotency")
        assert await cursor.fetchall() == [("young-key",)]
