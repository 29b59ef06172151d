"""Area codes are a prefix tree: levels, paths, grants and ranges agree."""

import hypothesis
import pydantic
import pytest
from hypothesis import strategies as st

from shared import places

CODES = st.from_regex(r"[1-9][0-9]([0-9]{2}){0,3}\Z", fullmatch=True)
PREFIXES = CODES | st.just("") | st.sampled_from(["99", "9999", "999999", "99999999", "79", "10"])
KINDS = {
    2: pydantic.TypeAdapter[str](places.ProvinceCode),
    4: pydantic.TypeAdapter[str](places.DistrictCode),
    6: pydantic.TypeAdapter[str](places.TambonCode),
    8: pydantic.TypeAdapter[str](places.VillageCode),
}
AREA = pydantic.TypeAdapter[str](places.AreaCode)
GROUP = pydantic.TypeAdapter[str](places.GroupCode)


def code_of(adapter: pydantic.TypeAdapter[str], value: object) -> str:
    """Return the code of the refusal of `value`."""
    with pytest.raises(pydantic.ValidationError) as caught:
        adapter.validate_python(value)
    return str(caught.value.errors()[0]["type"])


def test_thai_digits_become_ascii() -> None:
    assert KINDS[6].validate_python("๗๒๐๖๐๒") == "720602"
    assert AREA.validate_json('"๗๒"') == "72"


@hypothesis.given(CODES)
def test_a_code_is_taken_by_its_own_kind_only(code: str) -> None:
    assert AREA.validate_python(code) == code
    for length, adapter in KINDS.items():
        if length == len(code):
            assert adapter.validate_python(code) == code
        else:
            assert code_of(adapter, code).startswith("not-a-")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "7",
        "072",
        "720",
        "7206020",
        "720602\n",
        " 72",
        "7x",
        "012345",
        "\uff17\uff12",
        "٧٢",
        "7206020101",
    ],
)
def test_half_codes_and_foreign_digits_are_refused(value: str) -> None:
    assert code_of(AREA, value) == "not-an-area-code"


def test_a_number_is_no_code() -> None:
    assert code_of(KINDS[6], 720602) == "string_type"


def test_the_schemas_are_exact() -> None:
    assert KINDS[6].json_schema() == {
        "type": "string",
        "minLength": 6,
        "maxLength": 6,
        "pattern": "^[1-9][0-9]{5}$",
    }
    assert AREA.json_schema()["pattern"] == "^[1-9][0-9]([0-9]{2}){0,3}$"
    assert GROUP.json_schema()["maxLength"] == 32


@pytest.mark.parametrize("value", ["R-N", "R-BKK-EAST", "G-C2", "G-2567"])
def test_group_codes_are_taken(value: str) -> None:
    assert GROUP.validate_python(value) == value


@pytest.mark.parametrize(
    "value", ["R-", "X-1", "R-n", "R-N-", "R--N", "72", "R-N\n", "G-" + "A" * 31]
)
def test_other_group_codes_are_refused(value: str) -> None:
    assert code_of(GROUP, value) == "not-a-group-code"


def test_levels_and_paths() -> None:
    assert places.level_of("720602") is places.Level.TAMBON
    assert places.level_of("") is places.Level.NATION
    assert places.path_of("72060201") == ["72", "7206", "720602", "72060201"]
    assert places.path_of("") == []
    assert places.province_of("720602") == "72"
    assert set(places.LEVEL_LABELS) == set(places.Level)


@pytest.mark.parametrize("value", ["7", "72x", "๗๒", "R-N"])
def test_what_is_no_area_code_has_no_level(value: str) -> None:
    with pytest.raises(ValueError, match="not an area code"):
        places.level_of(value)
    with pytest.raises(ValueError, match="not an area code"):
        places.prefix_range(value)


def test_the_nation_lies_in_no_province() -> None:
    with pytest.raises(ValueError, match="no province"):
        places.province_of("")


def test_a_grant_reaches_down_and_never_up_or_aside() -> None:
    assert places.covers("72", "720602")
    assert places.covers("72", "72")
    assert places.covers("", "720602")
    assert not places.covers("7206", "72")
    assert not places.covers("72", "710911")
    assert not places.covers("72", "")


@pytest.mark.parametrize("prefix", ["7", "720", " ", "%", "7_"])
def test_a_malformed_grant_reaches_nothing(prefix: str) -> None:
    assert not places.covers(prefix, "720602")


@hypothesis.example("1799", "18", "")
@hypothesis.given(PREFIXES, CODES, st.from_regex(r"([0-9]{2}){0,4}", fullmatch=True))
def test_the_range_agrees_with_the_grant(prefix: str, code: str, rest: str) -> None:
    low, high = places.prefix_range(prefix)
    below = (prefix + rest)[: places.MAX_AREA_CODE]
    assert places.covers(prefix, code) == (low <= code < high)
    if prefix:
        assert places.covers(prefix, below)
        assert low <= below < high
