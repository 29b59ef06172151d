"""The state machine of certification over dated acts: whatever happens, no stride is skipped."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.registry.certification import rules
from services.registry.certification.rules import Act, standing
from services.registry.certification.schemas import (
    ActKind,
    CertificationState,
    EndorsingSide,
    Stride,
)
from shared.errors import Problem

START = dt.date(2026, 1, 1)
_STEPS = st.lists(st.tuples(st.sampled_from(ActKind), st.integers(0, 900)), max_size=30)


def play(steps: list[tuple[ActKind, int]], years: int = 1) -> list[Act]:
    """Do what is allowed, each step some days after the one before; leave out what is refused."""
    done: list[Act] = []
    day = START
    for kind, days in steps:
        day += dt.timedelta(days=days)
        now = standing(done, day)
        try:
            rules.check_act(kind, now.state if now else None)
        except Problem:
            continue
        if kind is ActKind.FIND and done:
            continue  # that is another certification
        ends = rules.years_later(day, years) if kind in {ActKind.CERTIFY, ActKind.RENEW} else None
        done.append(Act(kind, day, ends))
    return done


@given(_STEPS)
def test_no_stride_is_skipped_whatever_is_tried(steps: list[tuple[ActKind, int]]) -> None:
    kinds = [act.kind for act in play(steps)]
    if kinds:
        assert kinds[0] is ActKind.FIND
    if ActKind.DEVELOP in kinds:
        assert ActKind.CERTIFY in kinds[: kinds.index(ActKind.DEVELOP)]
    assert kinds.count(ActKind.FIND) <= 1
    assert kinds.count(ActKind.CERTIFY) + kinds.count(ActKind.REFUSE) <= 1
    for end in (ActKind.REFUSE, ActKind.REVOKE):
        if end in kinds:
            assert kinds[-1] is end


@given(_STEPS, st.integers(0, 4000))
def test_the_state_on_a_day_follows_from_the_acts_until_then_alone(
    steps: list[tuple[ActKind, int]], days: int
) -> None:
    acts, day = play(steps), START + dt.timedelta(days=days)
    until = [act for act in acts if act.on <= day]
    assert standing(acts, day) == standing(until, day)
    found = standing(acts, day)
    assert (found is None) == (not until)
    if found is not None:
        assert found.since <= day
        assert (found.stride is Stride.FIND) == (found.expires_on is None)


@given(_STEPS, st.integers(0, 4000))
def test_a_certificate_holds_only_between_an_issue_and_its_end(
    steps: list[tuple[ActKind, int]], days: int
) -> None:
    acts, day = play(steps), START + dt.timedelta(days=days)
    found = standing(acts, day)
    if found is not None and found.state is CertificationState.CERTIFIED:
        issued = [a for a in acts if a.expires_on and a.on <= day]
        assert issued
        assert issued[-1].expires_on is not None
        assert issued[-1].on <= day < issued[-1].expires_on
        ends = [i for i, a in enumerate(acts) if a.kind is ActKind.SUSPEND and a.on <= day]
        backs = [i for i, a in enumerate(acts) if a.kind is ActKind.REINSTATE and a.on <= day]
        assert not ends or (backs and backs[-1] > ends[-1])


@given(_STEPS)
def test_what_is_stored_after_the_last_act_tells_every_later_day(
    steps: list[tuple[ActKind, int]],
) -> None:
    acts = play(steps)
    if acts:
        last = standing(acts, acts[-1].on)
        assert last is not None
        for days in (0, 1, 364, 365, 366, 5000):
            day = acts[-1].on + dt.timedelta(days=days)
            later = standing(acts, day)
            status = (
                CertificationState.CERTIFIED
                if last.state is CertificationState.EXPIRED
                else last.state
            )
            assert later is not None
            assert rules.state_of(status, last.expires_on, day) is later.state


@given(st.integers(0, 3), st.integers(0, 3), st.booleans())
def test_both_sides_are_needed_unless_the_rule_is_off(
    community: int, agency: int, both: bool
) -> None:
    endorsed = {EndorsingSide.COMMUNITY: community, EndorsingSide.LOCAL_AGENCY: agency}
    enough = community and agency if both else community or agency
    if enough:
        rules.check_sides(endorsed, "S2", both=both)
        return
    with pytest.raises(Problem) as told:
        rules.check_sides(endorsed, "S2", both=both)
    missing = [error.params["side"] for error in told.value.errors]
    assert missing == [side for side in EndorsingSide if not endorsed[side]]


def test_a_certificate_of_a_leap_day_holds_until_the_first_of_march() -> None:
    assert rules.years_later(dt.date(2028, 2, 29), 3) == dt.date(2031, 3, 1)
    assert rules.years_later(dt.date(2028, 2, 29), 4) == dt.date(2032, 2, 29)
