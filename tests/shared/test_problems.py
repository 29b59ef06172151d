"""What a problem says: in both languages, what to do next, limits and names, and never the input."""

import json
import re
from typing import Any

import pytest

from shared import errors, refusals, spelling
from shared.advice import ADVICE
from shared.policies import Role
from shared.problems import CATALOGUE
from tests.conftest import Client, People

PATH = "/v1/organizations"
GOOD = {"kind": "NETWORK", "name_th": "เครือข่าย", "area_code": "72", "confirm_new": True}


def told(problem: errors.Problem, language: str = "th") -> dict[str, Any]:
    return dict(json.loads(errors.body_of(problem, language)))


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_problem_says_what_to_do_in_both_languages(code: str) -> None:
    thai, english = told(errors.Problem(code)), told(errors.Problem(code), "en")
    assert (thai["detail"], english["detail"]) == ADVICE[code]
    assert re.search("[ก-๙]", thai["detail"])
    assert not re.search("[ก-๙]", english["detail"])
    assert thai["detail"] != thai["title"]


def test_what_is_known_better_comes_instead_of_the_advice() -> None:
    said = ("แผนรับรองแล้ว", "The plan is adopted")
    assert told(errors.Problem("state-conflict", said))["detail"] == said[0]


def test_an_unfit_role_hears_which_roles_may() -> None:
    problem = told(refusals.unfit("agencies.register"))
    assert problem["roles"] == ["NATIONAL_ADMIN"]
    assert "ผู้ดูแลระบบระดับชาติ" in problem["detail"]
    assert "NATIONAL_ADMIN" in told(refusals.unfit("agencies.register"), "en")["detail"]


def test_who_acts_elsewhere_hears_both_areas_and_the_rest_hear_none() -> None:
    grants = [(Role.TAMBON_STAFF, "600101"), (Role.AUDITOR, "18"), (Role.MEMBER, None)]
    problem = told(refusals.outside("needs.record", grants, "720602"))
    assert (problem["granted"], problem["area"]) == (["600101"], "720602")
    assert "600101" in problem["detail"]
    assert "720602" in problem["detail"]
    assert "โดยตรง" not in problem["detail"]
    above = told(refusals.outside("plans.draft", [(Role.TAMBON_STAFF, "7206")], "720602"))
    assert "โดยตรง" in above["detail"], "a right above is not a right in that very area"
    for grants_without, area in (([(Role.PARTNER_AGENCY, None)], "72"), (grants, None)):
        assert "granted" not in told(refusals.outside("needs.record", grants_without, area))


@pytest.mark.parametrize(
    ("code", "params", "thai", "english"),
    [
        ("wrong-type", {"type": "integer"}, "ต้องเป็นจำนวนเต็ม", "it must be a whole number"),
        ("wrong-type", {"type": "object"}, "ต้องเป็นกลุ่มข้อมูล { }", "it must be an object"),
        ("wrong-type", {}, "ชนิดข้อมูลไม่ถูกต้อง", "The type of the value does not fit"),
        ("out-of-range", {"min": 1, "max": 9}, "ตั้งแต่ 1 ไม่เกิน 9", "from 1; at most 9"),
        ("out-of-range", {"gt": "0.00"}, "มากกว่า 0.00", "above 0.00"),
        ("out-of-range", {}, "อยู่นอกช่วง", "Out of range"),
        ("wrong-level", {"levels": ["TAMBON", "VILLAGE"]}, "ตำบล/แขวง หรือ หมู่บ้าน", "TAMBON or VILLAGE"),
        ("unknown-field", {"nearest": "name_th"}, "name_th", "did you mean name_th?"),
        ("unknown-field", {}, "ไม่มีช่องนี้", "There is no such field"),
    ],
)  # fmt: skip
def test_a_field_error_tells_what_it_knows_and_leaves_out_what_it_does_not(
    code: str, params: dict[str, Any], thai: str, english: str
) -> None:
    error = errors.FieldError(("body", "x"), code, **params)
    for language, wanted in (("th", thai), ("en", english)):
        detail = str(error.shown(language)["detail"])
        assert detail.endswith(wanted) or (params and wanted in detail)
        assert not re.search(r"\[ ?ต|\{[a-z]", detail), "no template shows"


def test_at_most_one_near_name_is_told_and_none_when_none_is_near() -> None:
    known = {"name_th", "name_en", "area_code"}
    assert spelling.nearest("nameth", known) == "name_th"
    assert spelling.nearest("colour", known) is None
    assert spelling.nearest("area_code", {"area", "kind"}) == "area"
    assert spelling.nearest("area", {"kind", "area_code"}) == "area_code"
    assert spelling.nearest("name_th" * 1000, known) is None


@pytest.mark.parametrize(
    ("change", "pointer", "code", "part"),
    [
        ({"nameth": "ลับ"}, "#/nameth", "unknown-field", "name_th"),
        ({"zzz": "ลับ"}, "#/zzz", "unknown-field", "ไม่มีช่องนี้"),
        ({"kind": "ลับ"}, "#/kind", "not-a-choice", "NETWORK, TAMBON_COUNCIL"),
        ({"members_count": "ลับ"}, "#/members_count", "wrong-type", "ต้องเป็นจำนวนเต็ม"),
        ({"members_count": 1.5}, "#/members_count", "wrong-type", "ต้องเป็นจำนวนเต็ม"),
        ({"members_count": -7}, "#/members_count", "out-of-range", "ตั้งแต่ 0"),
        ({"kind": "SAVINGS_GROUP"}, "#/area_code", "wrong-level", "ตำบล/แขวง หรือ หมู่บ้าน"),
    ],
)
async def test_a_wrong_body_is_told_how_to_be_right(
    registry: Client, people: People, change: dict[str, Any], pointer: str, code: str, part: str
) -> None:
    who = people("NATIONAL_ADMIN", area="")
    answer = await registry.post(PATH, json=GOOD | change, headers=who)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == (pointer, code)
    assert part in error["detail"]
    assert "ลับ" not in answer.text


async def test_a_wrong_question_hears_the_nearest_parameter(registry: Client) -> None:
    answer = await registry.get(PATH, params={"aera": "72", "limit": "0"})
    assert {e["code"]: e.get("params") for e in answer.json()["errors"]} == {
        "unknown-parameter": {"nearest": "area"}
    }
    answer = await registry.get(PATH, params={"limit": "0"})
    assert "ตั้งแต่ 1" in answer.json()["errors"][0]["detail"]


async def test_a_malformed_if_match_hears_its_form(registry: Client, people: People) -> None:
    who = people("PROVINCE_WORKING_GROUP", area="72")
    made = await registry.post(PATH, json=GOOD, headers=who)
    changed = await registry.patch(
        made.headers["location"], json={"members_count": 3}, headers={**who, "If-Match": "3"}
    )
    assert changed.status_code == 400
    assert '"r1"' in changed.json()["errors"][0]["detail"]


def test_of_many_wrong_places_fifty_are_told_and_all_are_counted() -> None:
    wrong = [errors.FieldError(("body", "units", place), "required") for place in range(60)]
    told = json.loads(errors.body_of(errors.Problem("validation-failed", errors=wrong), "en"))
    assert len(told["errors"]) == 50
    assert "60 place(s)" in told["detail"]
