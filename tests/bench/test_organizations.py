"""The organizations that are measured on: the same for the same seed, everywhere, and fit for the table."""

import itertools

from khabuan import areas
from khabuan.generate import organizations
from services.registry.organizations.schemas import OrganizationNew
from shared import text


def made(count: int, seed: int) -> list[dict[str, object]]:
    rows = organizations.generate(count, seed)
    return [dict(zip(organizations.COLUMNS, row, strict=True)) for row in rows]


def test_the_same_seed_makes_the_same_organizations() -> None:
    assert made(300, 7) == made(300, 7)
    assert made(300, 7) != made(300, 8)


def test_every_tambon_has_organizations_and_provinces_differ() -> None:
    tambons = {area.code for area in areas.read_areas() if area.level is areas.Level.TAMBON}
    codes = [str(row["area_code"]) for row in made(20_000, 1)]
    assert set(codes) == tambons
    sizes = [
        len(list(group)) for _, group in itertools.groupby(sorted(code[:2] for code in codes))
    ]
    assert max(sizes) > 3 * min(sizes)


def test_each_could_have_been_registered_by_a_person() -> None:
    for row in made(400, 2):
        sent = {k: v for k, v in row.items() if k in OrganizationNew.model_fields}
        new = OrganizationNew.model_validate(
            {**sent, "founded_on": str(row["founded_on"] or "2000-01-01")}
        )
        assert new.name_th == row["name_th"]
        assert row["name_sort"] == text.sort_key(new.name_th)


def test_ids_are_distinct() -> None:
    assert len({row["id"] for row in made(5000, 3)}) == 5000
