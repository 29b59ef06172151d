"""Development tokens: what they carry is taken by the services, and what makes no sense is refused."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest

from khabuan import areas, grants, keys, refusal
from shared import auth, policies, tokens

ROOT = Path(__file__).parents[2]
ID = "0199a3b0-0000-7000-8000-000000000001"
AREAS = {"PROVINCE_WORKING_GROUP": "72", "REGION_OFFICE": "72"}
REGIONS = [group.code for group in areas.read_groups() if group.kind is areas.GroupKind.REGION]


def _token(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "khabuan", "token", *arguments],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "KHABUAN_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )


def _subject(home: Path, made: grants.Granted) -> auth.Subject:
    """Return who a service takes the holder of these grants for."""
    signed = keys.token(home, *made.grants, subject=made.subject)
    return tokens.Verifier(keys.make(home).jwks).subject(f"Bearer {signed}")


def test_the_token_stands_alone_on_stdout_and_what_it_may_on_stderr(tmp_path: Path) -> None:
    made = keys.make(tmp_path)
    wishes = ("--area", "720602", "--area", "7206", "--minutes", "5")
    printed = _token(tmp_path, "--role", "TAMBON_STAFF", *wishes)
    assert printed.returncode == 0
    assert len(printed.stdout.splitlines()) == 1
    subject = tokens.Verifier(made.jwks).subject(f"Bearer {printed.stdout.strip()}")
    role = policies.Role.TAMBON_STAFF
    assert subject.grants == (auth.Grant(role, area="720602"), auth.Grant(role, area="7206"))
    assert printed.stderr == (
        "เจ้าหน้าที่สภาองค์กรชุมชนตำบล · หนองสาหร่าย (720602), ดอนเจดีย์ (7206) · 5 นาที\n"
    )


@pytest.mark.parametrize("region", REGIONS)
def test_a_region_is_its_provinces_and_a_service_takes_the_token(
    region: str, tmp_path: Path
) -> None:
    keys.make(tmp_path)
    subject = _subject(tmp_path, grants.make("REGION_OFFICE", [region]))
    reached = [grant.area for grant in subject.grants]
    today = dt.datetime.now(dt.UTC).date()
    members = [m for m in areas.read_group_members() if m.group_code == region]
    assert reached == [m.area_code for m in members if m.holds_on(today)]
    assert all(auth.allowed(subject, "agreements.sign", area=area) for area in reached)
    assert subject.id == f"development:REGION_OFFICE:{region}"


def test_a_province_that_changed_its_region_is_in_the_region_of_the_day() -> None:
    for day, within in ((dt.date(2020, 1, 1), True), (dt.date(2026, 1, 1), False)):
        made = grants.make("REGION_OFFICE", ["R-CENTRAL-WEST"], day=day)
        assert ("60" in [grant["area"] for grant in made.grants]) is within


def test_an_area_named_twice_is_granted_once() -> None:
    made = grants.make("REGION_OFFICE", ["72", "R-CENTRAL-WEST", "72"])
    reached = [grant["area"] for grant in made.grants]
    assert len(reached) == len(set(reached))
    assert reached[0] == "72"


@pytest.mark.parametrize("role", [role for role in policies.Role if role not in grants.NEVER])
def test_with_what_a_role_needs_it_may_do_what_the_table_says(
    role: policies.Role, tmp_path: Path
) -> None:
    keys.make(tmp_path)
    reaches = {reach for policy in policies.POLICIES.values() if (reach := policy.get(role))}
    made = grants.make(
        role,
        [AREAS.get(role, "720602")] if reaches - grants.NOT_BY_AREA else [],
        organization=ID if policies.Reach.ORGANIZATION in reaches else None,
        agency=ID if policies.Reach.AGENCY in reaches else None,
    )
    subject = _subject(tmp_path, made)
    for action, policy in policies.POLICIES.items():
        if role in policy:
            assert auth.allowed(
                subject,
                action,
                area=AREAS.get(role, "720602"),
                organization=ID,
                agency=ID,
                grouped=policy[role] is policies.Reach.GROUPED,
            )


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (["--role", "KING"], "no role 'KING'; there are MEMBER"),
        (["--role", "PUBLIC"], "nobody needs a token to read"),
        (["--role", "SERVICE"], "only the services"),
        (["--role", "REGION_OFFICE"], "needs --area"),
        (["--role", "LEADER", "--organization", ID], "needs --area"),
        (["--role", "TAMBON_STAFF", "--area", "999999"], "no area '999999'"),
        (["--role", "TAMBON_STAFF", "--area", ""], "no area ''"),
        (["--role", "TAMBON_STAFF", "--area", "102203"], "it is 104001 now"),
        (["--role", "REGION_OFFICE", "--area", "R-WEST"], "R-CENTRAL-WEST"),
        (["--role", "REGION_OFFICE", "--area", "72", "--area", "x"], "no area 'x'"),
        (["--role", "PARTNER_AGENCY"], "needs --agency"),
        (["--role", "PARTNER_AGENCY", "--agency", "12"], "UUIDv7"),
        (["--role", "PARTNER_AGENCY", "--agency", ID.replace("-7", "-4")], "UUIDv7"),
        (["--role", "LEADER", "--area", "72", "--organization", "12"], "UUIDv7"),
        (["--role", "AUDITOR", "--area", "72"], "means nothing for AUDITOR"),
        (["--role", "TAMBON_STAFF", "--area", "72", "--agency", ID], "means nothing"),
    ],
)
def test_what_makes_no_sense_is_refused_in_one_line(wish: list[str], said: str) -> None:
    given = dict(zip(wish[::2], wish[1::2], strict=True))
    asked = [
        value for option, value in zip(wish[::2], wish[1::2], strict=True) if option == "--area"
    ]
    with pytest.raises(refusal.Refusal) as refused:
        grants.make(
            given["--role"],
            asked,
            organization=given.get("--organization"),
            agency=given.get("--agency"),
        )
    assert refused.value.code == 2
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_refusal_ends_the_command_with_two_and_no_token(tmp_path: Path) -> None:
    keys.make(tmp_path)
    refused = _token(tmp_path, "--role", "REGION_OFFICE", "--area", "R-CENTRAL")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert len(refused.stderr.splitlines()) == 1


def test_a_token_without_keys_says_where_they_come_from(tmp_path: Path) -> None:
    refused = _token(tmp_path, "--role", "AUDITOR")
    assert refused.returncode == 1
    assert f"`KHABUAN_HOME={tmp_path} make run`" in refused.stderr


def test_an_area_that_an_order_opened_since_the_files_may_be_granted() -> None:
    with pytest.raises(refusal.Refusal):
        grants.make("TAMBON_STAFF", ["720699"])
    made = grants.make("TAMBON_STAFF", ["720699"], opened={"720699": "ตำบลใหม่"})
    assert made.grants == [{"role": "TAMBON_STAFF", "area": "720699"}]
    assert "ตำบลใหม่ (720699)" in made.summary
