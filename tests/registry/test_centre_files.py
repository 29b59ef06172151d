"""Files of a local data centre have a name that people can read."""

from urllib.parse import quote

import pytest

from tests.conftest import Client


@pytest.mark.parametrize(
    ("extension", "name"),
    [
        ("csv", "องค์กร-หนองสาหร่าย-720602.csv"),
        ("xlsx", "ศูนย์ข้อมูลท้องถิ่น-หนองสาหร่าย-720602.xlsx"),
    ],
)
async def test_a_file_of_a_centre_is_named_in_thai_and_by_its_code(
    registry: Client, extension: str, name: str
) -> None:
    path = f"/v1/local-data-centres/720602/organizations.{extension}"
    answer = await registry.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == (
        f"attachment; filename=\"720602.{extension}\"; filename*=UTF-8''{quote(name, safe='')}"
    )
