"""What a development token may grant: known roles, areas that exist, and what each role needs."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khabuan import areas, environment, postgres, refusal
from shared import ids, policies, policy_words, thai_time

_ID = re.compile(ids.PATTERN)
NOT_BY_AREA = {policies.Reach.EVERYWHERE, policies.Reach.ORGANIZATION, policies.Reach.AGENCY}
NEVER = (policies.Role.PUBLIC, policies.Role.SERVICE)


@dataclass(frozen=True)
class Granted:
    """The grants of a token, who it speaks for, and one line about it for a person."""

    grants: list[dict[str, str]]
    subject: str
    summary: str


def make(
    role: str,
    asked: Sequence[str] = (),
    *,
    organization: str | None = None,
    agency: str | None = None,
    day: dt.date | None = None,
    opened: Mapping[str, str] | None = None,
) -> Granted:
    """Return what a token of this role carries.

    A group such as `R-CENTRAL-WEST` stands for its provinces of `day` (today in Thailand); each
    area is a grant of its own; `opened` names areas that orders made since the files. Raises
    `Refusal` (code 2) for an unknown role or area, when what the role needs is missing, and when
    something has no meaning for it.
    """
    known = _role(role)
    needs = {reach for policy in policies.POLICIES.values() if (reach := policy.get(known))}
    in_areas = not needs <= NOT_BY_AREA
    _hold(known, "--area", given=bool(asked), meant=in_areas, needed=in_areas)
    of_agency = policies.Reach.AGENCY in needs
    _hold(known, "--agency", given=agency is not None, meant=of_agency, needed=of_agency)
    of_organization = policies.Reach.ORGANIZATION in needs
    _hold(known, "--organization", given=organization is not None, meant=of_organization)
    more = {"organization": _id("--organization", organization), "agency": _id("--agency", agency)}
    owners = {name: value for name, value in more.items() if value is not None}
    today = day or dt.datetime.now(thai_time.BANGKOK).date()
    codes = _provinces(asked, today, opened or {}) if asked else {}
    reached: list[dict[str, str]] = [{"area": code} for code in codes] or [{}]
    return Granted(
        grants=[{"role": known.value, **area, **owners} for area in reached],
        subject=":".join(("development", known.value, *dict.fromkeys(asked), *owners.values())),
        summary=" · ".join([policy_words.ROLE_TH[known], *_named(codes), *owners.values()]),
    )


def _role(role: str) -> policies.Role:
    offered = [known for known in policies.Role if known not in NEVER]
    if role not in offered:
        why = {
            policies.Role.PUBLIC.value: "nobody needs a token to read",
            policies.Role.SERVICE.value: "only the services sign tokens of their own",
        }.get(role, f"no role {role!r}")
        message = f"{why}; there are {', '.join(offered)}"
        raise refusal.Refusal(message, code=2)
    return policies.Role(role)


def _hold(
    role: policies.Role, option: str, *, given: bool, meant: bool, needed: bool = False
) -> None:
    """Raise `Refusal` for an option that the role needs and lacks, or has and cannot use."""
    if needed and not given:
        example = {"--area": " 720602", "--agency": " ID (a UUIDv7)"}[option]
        message = f"{role} needs {option}, for example {option}{example}"
        raise refusal.Refusal(message, code=2)
    if given and not meant:
        message = f"{option} means nothing for {role}; leave it out"
        raise refusal.Refusal(message, code=2)


def _id(option: str, value: str | None) -> str | None:
    if value is None:
        return None
    if not _ID.fullmatch(value.lower()):
        message = f"{option} must be a UUIDv7 written with hyphens, not {value!r}"
        raise refusal.Refusal(message, code=2)
    return value.lower()


def opened(home: Path, asked: Sequence[str]) -> dict[str, str]:
    """Return the Thai names of the areas that stand in the running registry; none when it does not run."""
    running = postgres.join(home) if asked else None
    if running is None:
        return {}
    import psycopg

    url = environment.urls_of(running)["registry"]
    with psycopg.connect(url, autocommit=True, connect_timeout=5) as connection:
        rows = connection.execute(
            "SELECT code, name_th FROM areas WHERE code = ANY(%s) AND valid_to IS NULL",
            (list(asked),),
        )
        return {str(code): str(name) for code, name in rows}


def _provinces(
    asked: Sequence[str], day: dt.date, opened_since: Mapping[str, str]
) -> dict[str, str]:
    """Return the Thai name of every area by code, groups replaced by their provinces of `day`."""
    names = {area.code: area.name_th for area in areas.read_areas()} | dict(opened_since)
    members: dict[str, list[str]] = {}
    for member in areas.read_group_members():
        if member.holds_on(day):
            members.setdefault(member.group_code, []).append(member.area_code)
    found: dict[str, str] = {}
    for code in asked:
        if code not in names and code not in members:
            raise refusal.Refusal(_unknown(code, list(members)), code=2)
        found |= {one: names[one] for one in members.get(code, [code])}
    return found


def _unknown(code: str, groups: list[str]) -> str:
    for old in areas.read_successions():
        if old.old_code == code and old.successor_code:
            return (
                f"area {code} ({old.name_th}) is no longer in use; it is {old.successor_code} now"
            )
    regions = ", ".join(group for group in groups if group.startswith("R-"))
    return (
        f"no area {code!r}; a province has 2 digits, a district 4, a tambon 6, "
        f"and the regions are {regions}"
    )


def _named(codes: dict[str, str]) -> list[str]:
    return [", ".join(f"{name} ({code})" for code, name in codes.items())] if codes else []
