"""Hold the committed area files against the facts that are known of the country."""

import collections
import csv
import datetime as dt
import re
import unicodedata
from pathlib import Path

import pytest

from khabuan import areas
from khabuan.areas import build, check, packages

YARDSTICK = Path(__file__).parents[2].parent / "shared" / "areas"
AREAS = areas.read_areas()
BY_CODE = {area.code: area for area in AREAS}
MEMBERS = areas.read_group_members()
FIRST_OF_TIME = dt.date(2019, 4, 9)
TODAY = dt.date(2024, 9, 5)


def below(prefix: str, level: areas.Level) -> list[areas.Area]:
    """List the areas of one level under a code."""
    return [area for area in AREAS if area.level is level and area.code.startswith(prefix)]


def provinces_of(group: str, day: dt.date) -> set[str]:
    """List the provinces that belong to a group on a day."""
    return {row.area_code for row in MEMBERS if row.group_code == group and row.holds_on(day)}


def test_the_country_has_77_provinces_928_districts_and_7436_tambons() -> None:
    assert collections.Counter(area.level for area in AREAS) == {
        areas.Level.PROVINCE: 77,
        areas.Level.DISTRICT: 928,
        areas.Level.TAMBON: 7_436,
    }


def test_kinds_follow_bangkok_and_the_rest() -> None:
    assert collections.Counter(area.kind for area in AREAS) == {
        areas.Kind.PROVINCE: 76,
        areas.Kind.SPECIAL_PROVINCE: 1,
        areas.Kind.AMPHOE: 878,
        areas.Kind.KHET: 50,
        areas.Kind.TAMBON: 7_256,
        areas.Kind.KHWAENG: 180,
    }


@pytest.mark.parametrize(
    ("province", "districts", "tambons"),
    [("18", 8, 53), ("60", 15, 130), ("19", 13, 111), ("72", 10, 110)],
)
def test_a_province_has_its_districts_and_tambons(
    province: str, districts: int, tambons: int
) -> None:
    assert len(below(province, areas.Level.DISTRICT)) == districts
    assert len(below(province, areas.Level.TAMBON)) == tambons


def test_the_south_has_14_provinces_151_districts_and_1084_tambons() -> None:
    south = provinces_of("R-SOUTH", TODAY)
    assert len(south) == 14
    assert sum(len(below(code, areas.Level.DISTRICT)) for code in south) == 151
    assert sum(len(below(code, areas.Level.TAMBON)) for code in south) == 1_084


@pytest.mark.parametrize(
    ("region", "provinces"),
    [
        ("R-NORTH", 17),
        ("R-NORTHEAST", 20),
        ("R-CENTRAL-WEST", 13),
        ("R-BKK-EAST", 13),
        ("R-SOUTH", 14),
    ],
)
def test_a_region_has_its_number_of_provinces(region: str, provinces: int) -> None:
    assert len(provinces_of(region, TODAY)) == provinces


@pytest.mark.parametrize("day", [FIRST_OF_TIME, TODAY - dt.timedelta(days=1), TODAY])
def test_every_province_is_in_exactly_one_region_on_every_day(day: dt.date) -> None:
    regions = [
        row.area_code for row in MEMBERS if row.group_code.startswith("R-") and row.holds_on(day)
    ]
    assert sorted(regions) == sorted(area.code for area in AREAS if len(area.code) == 2)


def test_every_province_but_bangkok_is_in_exactly_one_province_group() -> None:
    grouped = [row.area_code for row in MEMBERS if row.group_code.startswith("G-")]
    assert sorted([*grouped, "10"]) == sorted(area.code for area in AREAS if len(area.code) == 2)


@pytest.mark.parametrize(
    ("day", "region"), [(FIRST_OF_TIME, "R-CENTRAL-WEST"), (TODAY, "R-NORTH")]
)
def test_nakhon_sawan_keeps_the_region_of_its_time(day: dt.date, region: str) -> None:
    rows = [
        row
        for row in MEMBERS
        if row.area_code == "60" and row.group_code.startswith("R-") and row.holds_on(day)
    ]
    assert [row.group_code for row in rows] == [region]
    assert rows[0].date_precision is areas.DatePrecision.NOT_LATER_THAN


def test_members_name_known_groups_and_areas_with_a_source() -> None:
    groups = {group.code for group in areas.read_groups()}
    assert {row.group_code for row in MEMBERS} == groups
    assert {row.area_code for row in MEMBERS} <= BY_CODE.keys()
    assert all(row.source for row in MEMBERS)


def test_group_codes_tell_their_kind() -> None:
    prefixes = {areas.GroupKind.REGION: "R-", areas.GroupKind.PROVINCE_GROUP: "G-"}
    groups = areas.read_groups()
    assert all(group.code.startswith(prefixes[group.kind]) for group in groups)
    assert collections.Counter(group.kind for group in groups) == {
        areas.GroupKind.REGION: 5,
        areas.GroupKind.PROVINCE_GROUP: 18,
    }


def test_the_name_nong_bua_belongs_to_28_tambons() -> None:
    named = [area for area in below("", areas.Level.TAMBON) if area.name_th == "หนองบัว"]
    assert len(named) == 28


def test_the_name_nong_sarai_belongs_to_three_tambons() -> None:
    named = [area for area in below("", areas.Level.TAMBON) if area.name_th == "หนองสาหร่าย"]
    assert [area.code for area in named] == ["302106", "710911", "720602"]
    assert {area.name_en for area in named} == {"Nong Sarai"}


def test_an_old_code_answers_its_successor() -> None:
    successions = {row.old_code: row for row in areas.read_successions()}
    assert len(successions) == 44 + 61
    assert successions["500306"].successor_code == "502501"
    assert BY_CODE["502501"].name_th == successions["500306"].name_th == "บ้านจันทร์"


def test_old_codes_are_out_of_use_and_successors_bear_the_same_name() -> None:
    for row in areas.read_successions():
        assert row.old_code not in BY_CODE
        if row.successor_code and row.old_code not in {"4303", "430304"}:
            assert BY_CODE[row.successor_code].name_th == row.name_th


def test_what_a_law_ended_has_a_day_and_its_successor_begins_on_it() -> None:
    former = {area.code: area for area in areas.read_former()}
    assert len(former) == 66
    assert {area.level for area in former.values()} == {areas.Level.DISTRICT, areas.Level.TAMBON}
    for row in areas.read_successions():
        if row.effective_on:
            assert former[row.old_code].valid_to == row.effective_on
            assert row.successor_code is None or (
                BY_CODE[row.successor_code].valid_from == row.effective_on
            )
    assert {area.parent_code for area in former.values()} <= {*BY_CODE, *former}
    build.check_dates(set(BY_CODE))


def test_days_that_contradict_are_refused() -> None:
    with pytest.raises(ValueError, match="38"):
        build.check_dates(set(BY_CODE) - {"38"})
    with pytest.raises(ValueError, match="4303"):
        build.check_dates({*BY_CODE, "4303"})


def test_codes_are_unique_sorted_and_have_their_parents() -> None:
    codes = [area.code for area in AREAS]
    assert codes == sorted(set(codes))
    for area in AREAS:
        assert area.parent_code == (area.code[:-2] or None)
        assert area.parent_code is None or area.parent_code in BY_CODE


def test_no_district_has_two_tambons_of_one_name() -> None:
    names = collections.Counter((area.parent_code, area.name_th) for area in AREAS)
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize(
    "name",
    ["areas.csv", "groups.csv", "group_members.csv", "successions.csv", "former.csv", "dates.csv"],
)
def test_files_are_tidy_text(name: str) -> None:
    raw = (build.HERE / name).read_bytes().decode("utf-8")
    assert raw == unicodedata.normalize("NFC", raw)
    assert "\r" not in raw
    assert raw.endswith("\n")
    for row in csv.reader(raw.splitlines()):
        assert row == [packages.tidy(cell) for cell in row]


def test_names_hold_no_stray_characters() -> None:
    thai = re.compile("[\u0e01-\u0e2e][\u0e01-\u0e3a\u0e40-\u0e4c.-]+|[เแโใไ][\u0e01-\u0e4c.-]+")
    english = re.compile("[A-Z][a-z]*(?:[ -][A-Za-z][a-z]*)*")
    assert [area.code for area in AREAS if not thai.fullmatch(area.name_th)] == []
    assert [area.code for area in AREAS if not english.fullmatch(area.name_en)] == []


def test_postal_codes_belong_to_tambons_and_have_five_digits() -> None:
    for area in AREAS:
        if area.level is areas.Level.TAMBON:
            assert re.fullmatch("[1-9][0-9]{4}", area.zip or ""), area.code
        else:
            assert area.zip is None


def test_points_lie_in_thailand_and_say_whose_they_are() -> None:
    order = [areas.Level.TAMBON, areas.Level.DISTRICT, areas.Level.PROVINCE]
    for area in AREAS:
        assert 5.6 < area.lat < 20.5
        assert 97.3 < area.lon < 105.7
        assert order.index(area.geo_precision) >= order.index(area.level)


def test_only_provinces_have_an_iso_code() -> None:
    assert BY_CODE["18"].iso_3166_2 == "TH-18"
    assert BY_CODE["1801"].iso_3166_2 is None


def test_every_correction_stands_in_the_built_file() -> None:
    for change in build.read_corrections():
        area = BY_CODE.get(change.code)
        assert change.basis
        if change.field == "code":
            assert area is None
            continue
        assert area is not None
        point = f"{area.lat:.4f} {area.lon:.4f}"
        values = {"name_th": area.name_th, "name_en": area.name_en, "zip": area.zip}
        assert (values | {"point": point})[change.field] == change.after


def test_the_membership_file_is_what_the_builder_writes() -> None:
    written = csv.reader((build.HERE / "group_members.csv").read_text("utf-8").splitlines())
    assert [tuple(row) for row in written][1:] == build.member_rows()


@pytest.mark.parametrize(
    ("arrived", "tidied"),
    [
        ("น\u0e4d\u0e32", "น\u0e33"),
        ("น\u0e4d\u0e49\u0e32", "น\u0e49\u0e33"),
        ("\u0e40\u0e40ม่", "แม่"),
        (" ปอภาร  (ปอพาน)\u200b ", "ปอภาร (ปอพาน)"),
    ],
)
def test_text_from_packages_is_tidied(arrived: str, tidied: str) -> None:
    assert packages.tidy(arrived) == tidied


def test_a_correction_of_a_value_that_is_not_there_is_refused() -> None:
    stale = build.Correction("18", "name_th", "ชัยนาด", "ชัยนาท", "official spelling")
    with pytest.raises(ValueError, match="18 name_th"):
        build._apply({"18": "ชัยนาท"}, [stale], "name_th")


def test_differences_from_the_yardstick_are_explained_in_the_notice() -> None:
    if not YARDSTICK.is_dir():
        pytest.skip(f"the comparison list is not at {YARDSTICK}")
    found = check.compare(YARDSTICK)
    assert check.unexplained(found) == []
    assert len(found) < 60


def test_a_difference_that_the_notice_does_not_name_is_reported() -> None:
    known, other_code = "380201 zip: 38180 / 38150", "180101 zip: 17000 / 17110"
    other_field = "380201 name_th: ศรีชมพู / ศรีชมภู"
    assert check.unexplained([known, other_code, other_field]) == [other_code, other_field]
