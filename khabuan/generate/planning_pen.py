"""Write rows of planning as lines that PostgreSQL copies: a million and a half projects in a minute or so."""

import datetime as dt
import random
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import NamedTuple

NULL = r"\N"
HELD = 60_000
"""Lines that are gathered before they are copied."""
_WRITTEN = "id fingerprint created_at"
_KEPT = f"{_WRITTEN} revision updated_at"
COLUMNS: Mapping[str, str] = {
    "plans": f"{_KEPT} level area_code group_code area_codes fiscal_year_be horizon_years title_th status"
    " adopted_on",
    "adoptions": f"{_WRITTEN} plan_id adopted_on meeting_th",
    "plan_items": f"{_KEPT} plan_id area_code level fiscal_year_be plan_status title_th issue_code own_baht"
    " budget_baht owner_organization_id owner_th indicator_th expected_result_th place_code starts_on ends_on"
    " mode indicator_unit_th indicator_baseline indicator_target own_households households status",
    "finalizations": f"{_WRITTEN} plan_item_id",
    "budget_lines": "id plan_item_id place source agency_id source_th amount_baht",
    "needs": f"{_KEPT} area_code title_th issue_code voiced_on voiced_by_organization_id voiced_at_th households"
    " status steps verification",
    "need_steps": "need_id number from_status to_status cause_kind cause_id happened_on written_at",
    "need_verifications": f"{_WRITTEN} need_id level outcome verified_on verified_by role",
    "plan_item_needs": "plan_item_id need_id",
    "inclusions": f"{_KEPT} plan_item_id into_item_id into_plan_id area_code into_plan_status decision share_baht"
    " households reason_th decided_on",
    "kept_rollups": "plan_id sums",
    "proposals": f"{_KEPT} plan_item_id area_code fiscal_year_be addressee_kind addressee_th title_th asked_baht"
    " granted_baht submitted_on acknowledged_on status acknowledge_by answer_by awaited_since_id answer_id",
    "acknowledgements": f"{_WRITTEN} proposal_id acknowledged_on",
    "answers": f"{_WRITTEN} proposal_id outcome granted_baht reason_th answered_on",
    "results": f"{_KEPT} plan_item_id area_code reported_on summary_th spent_baht",
    "deliberations": f"{_WRITTEN} plan_id held_on kind attendance people conclusion_th",
    "submissions": f"{_KEPT} plan_id plan_version area_code fiscal_year_be to_level to_area_code submitted_on"
    " status decided_on reason_th",
    "submission_decisions": f"{_WRITTEN} submission_id outcome",
    "charters": f"{_KEPT} area_code title_th articles agreements version amends_id amendment_reason_th status"
    " adopted_on meeting_th",
    "charter_adoptions": f"{_WRITTEN} charter_id",
    "indicator_sets": f"{_KEPT} code version area_code name_th source_th valid_from indicators",
    "fact_tables": f"{_KEPT} area_code set_id set_code year_be source_th collected_on parties_th rows published",
    "facts": f"{_KEPT} table_id area_code set_id set_code year_be indicator_code kind value hidden status"
    " entered_by area_verified_by province_verified_by verified_on",
    "fact_levels": "set_code year_be province_code level set_id",
    "fact_verifications": f"{_WRITTEN} table_id within step outcome decided_on role decided_by",
    "evaluation_teams": f"{_KEPT} area_code kind name_th purpose_th audience_th",
    "evaluations": f"{_KEPT} team_id area_code subject_kind title_th evaluated_on findings_th evidence status"
    " published_on",
    "lessons": f"{_KEPT} team_id evaluation_id area_code issue_code title_th lesson_th distinctive pattern_th"
    " tags tag_keys search_key bigrams drawn_on evidence status published_on",
    "notice_channels": f"{_KEPT} organization_id gateway standing",
    "notice_handovers": f"{_WRITTEN} area_code handed_on notices revision",
    "notices": "id author organization_id forum_th area_code need_id origin_id title_th change cause_kind"
    " cause_id happened_on state attempts next_try_at sent_at handover_id revision created_at",
}
"""The tables that are filled, and what is written of each."""
Write = Callable[[str, list[str]], None]
"""Hears which table gets which lines."""
_OFFICE_HOURS = 36_000_000
_LOW = (1 << 48) - 1


class Day(NamedTuple):
    """A day as it is written, and its milliseconds since 1970."""

    text: str
    ms: int


class Kept(NamedTuple):
    """What every row that changes begins with."""

    id: str
    fingerprint: str
    created_at: str
    revision: str
    updated_at: str


class Pen:
    """Writes lines of many tables by one seed."""

    def __init__(self, seed: int, write: Write) -> None:
        self.chance = random.Random(f"planning:{seed}")
        self.known: dict[str, str] = {}
        """Ids of what is written once and named again, by their codes."""
        self._write = write
        self._held: dict[str, list[str]] = {table: [] for table in COLUMNS}
        self._many = 0

    def line(self, table: str, *values: str) -> None:
        """Write a row: text as PostgreSQL reads it from a file."""
        self._held[table].append("\t".join(values))
        self._many += 1
        if self._many >= HELD:
            self.empty()

    def empty(self) -> None:
        """Hand over what is held."""
        for table, lines in self._held.items():
            if lines:
                self._write(table, lines)
                lines.clear()
        self._many = 0

    def id(self, day: Day) -> str:
        """Return a UUIDv7 of a day."""
        return self.written(day)[0]

    def written(self, day: Day) -> tuple[str, str, str]:
        """Return id, fingerprint and time of something written on a day."""
        bits = self.chance.getrandbits(96)
        return _written(day, (bits >> 74) * _OFFICE_HOURS >> 22, bits)

    def kept(self, day: Day, changed: Day | None = None, revision: int = 1) -> Kept:
        """Return what begins a row that was written on a day and changed on another."""
        bits = self.chance.getrandbits(96)
        after = (bits >> 74) * _OFFICE_HOURS >> 22
        identity, fingerprint, created = _written(day, after, bits)
        later = _time(changed or day, after, 1 + bits % 999)
        return Kept(identity, fingerprint, created, str(revision), later)


def _written(day: Day, after: int, bits: int) -> tuple[str, str, str]:
    ms = day.ms + after
    end = bits & _LOW
    identity = (
        f"{ms >> 16:08x}-{ms & 0xFFFF:04x}-7{bits >> 62 & 0xFFF:03x}"
        f"-{0x8000 | bits >> 48 & 0x3FFF:04x}-{end:012x}"
    )
    return identity, f"\\\\x{ms:012x}{bits:024x}", _time(day, after, 0)


def _time(day: Day, after: int, micro: int) -> str:
    seconds, milli = divmod(after, 1000)
    return (
        f"{day.text} {2 + seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        f".{milli:03d}{micro:03d}+00"
    )


@lru_cache(maxsize=8192)
def day_of(ordinal: int) -> Day:
    """Return a day by its number."""
    day = dt.date.fromordinal(ordinal)
    at = dt.datetime.combine(day, dt.time(2), dt.UTC)
    return Day(day.isoformat(), int(at.timestamp() * 1000))


def baht(satang: int) -> str:
    """Return whole satang as PostgreSQL writes money."""
    return f"{satang // 100}.{satang % 100:02d}"
