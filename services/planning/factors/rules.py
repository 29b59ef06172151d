"""How the ten factors are read from evidence: pure, so that the same evidence always says the same.

The seed names the factors and no number; every threshold is a planning rule and told with the answer (`Limits`).
A factor of which nothing was ever recorded is UNKNOWN, never NOT: silence proves nothing.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import NamedTuple

from services.planning.cohorts.schemas import Stage
from services.planning.factor_overrides.schemas import FACTORS_TH, FactorState
from services.planning.factors.schemas import (
    Evidence,
    Factor,
    Limits,
    NextStep,
    Place,
    Proof,
    Readiness,
)
from services.planning.programmes.schemas import TRACK_TH, Track
from shared.thai_time import fiscal_year_be, thai_date

_MET, _PARTLY, _NOT, _UNKNOWN = FactorState
_INTERNAL = frozenset({"MEMBERS", "EARNINGS"})
_WITH_AGENCIES = frozenset({"STATE_MATCH", "LAO_MATCH", "GRANT"})
_NO_DATA = "ยังไม่มีข้อมูลในระบบ"


class Found(NamedTuple):
    """What the evidence says of one factor."""

    state: FactorState
    said_th: str
    missing_th: str | None = None
    evidence: tuple[Proof, ...] = ()


def readiness(evidence: Evidence, day: dt.date, limits: Limits) -> Readiness:
    """Return the ten factors of a province on a day, overrides beside what is computed."""
    standing = {each.number: each for each in evidence.overrides}
    factors = []
    for number, read in enumerate(_FACTORS, start=1):
        found, over = read(evidence, limits), standing.get(number)
        state = over.state if over else found.state
        factors.append(
            Factor(
                number=number,
                factor_th=FACTORS_TH[number],
                computed=found.state,
                state=state,
                said_th=found.said_th,
                missing_th=None if state is _MET else found.missing_th,
                evidence=list(found.evidence),
                override=over,
            )
        )
    counts = {state: sum(each.state is state for each in factors) for state in FactorState}
    return Readiness(
        area=evidence.area,
        as_of=day,
        fiscal_year_be=fiscal_year_be(day),
        met=counts[_MET],
        partly=counts[_PARTLY],
        not_met=counts[_NOT],
        unknown=counts[_UNKNOWN],
        overridden=len(standing),
        said_th=f"มีครบ {counts[_MET]} จาก 10 ปัจจัย ณ {thai_date(day)}",
        factors=factors,
        next_step=next_step(factors, evidence.cohorts),
        cohorts=evidence.cohorts,
        limits=limits,
    )


def next_step(factors: Iterable[Factor], cohorts: Iterable[Place]) -> NextStep:
    """Return the track that comes next for a province, and what is missing on the way, in Thai."""
    entered = {place.track for place in cohorts if place.stage is Stage.ENTERED}
    if Track.SELF_MANAGING in entered:
        track = None
    else:
        track = Track.SELF_MANAGING if Track.INTEGRATED in entered else Track.INTEGRATED
    missing = [
        f"ปัจจัยที่ {each.number} {each.factor_th}: {each.missing_th or _NO_DATA}"
        for each in factors
        if each.state is not _MET
    ]
    goal = TRACK_TH[track] if track else "รักษาความเป็นจังหวัดจัดการตนเอง"
    said = f"ก้าวต่อไป: {goal} ยังขาด {len(missing)} ปัจจัย" if missing else f"ก้าวต่อไป: {goal} ครบแล้ว"
    return NextStep(track=track, said_th=said, missing=len(missing), missing_th=missing)


def share(part: int, whole: int) -> int:
    """Return tenths of a percent, rounded down, 0 of nothing: what is said is never more than what is."""
    return part * 1000 // whole if whole else 0


def percent_th(tenths: int) -> str:
    """Return tenths of a percent in words: ร้อยละ 33.3."""
    return f"ร้อยละ {tenths // 10}.{tenths % 10}"


def _proof(kind: str, ids: Iterable[str | None]) -> tuple[Proof, ...]:
    paths = {"body": "bodies"}
    path = paths.get(kind, f"{kind}s")
    return tuple(Proof(kind=kind, link=f"/v1/{path}/{each}") for each in ids if each)[:20]


def _list(kind: str, query: str) -> tuple[Proof, ...]:
    return (Proof(kind=kind, link=f"/v1/{kind}s?{query}"),)


def _strategy(e: Evidence, _: Limits) -> Found:
    """1: a joint agenda adopted by a meeting for the year."""
    if e.agenda_id and e.agenda_day:
        said = f"วาระร่วม {len(e.issues)} ประเด็น ที่ประชุมรับรอง {thai_date(e.agenda_day)}"
        return Found(_MET, said, None, _proof("joint-agenda", [e.agenda_id]))
    missing = "วาระร่วมของปีนี้ที่ที่ประชุมรับรอง"
    if e.former_agenda_id:
        proof = _proof("joint-agenda", [e.former_agenda_id])
        return Found(_PARTLY, "มีวาระร่วมของปีก่อน", missing, proof)
    if e.agendas_ever:
        return Found(_NOT, "วาระร่วมที่มีเก่ากว่าหนึ่งปี", missing)
    return Found(_UNKNOWN, _NO_DATA, missing)


def _data(e: Evidence, _: Limits) -> Found:
    """2: a dataset with at least two contributing parties, verified."""
    missing = "ชุดข้อมูลที่ทำร่วมกันอย่างน้อยสองฝ่ายและจังหวัดรับรองแล้ว"
    if e.joint_data_ids:
        said = f"ข้อมูลที่ทำร่วมกันและรับรองแล้ว {len(e.joint_data_ids)} ชุด"
        return Found(_MET, said, None, _proof("fact-table", e.joint_data_ids))
    if e.data_sets:
        said = f"ข้อมูลที่รับรองแล้ว {e.data_sets} ชุด ทำโดยฝ่ายเดียว"
        return Found(_PARTLY, said, missing, _list("fact-table", f"area={e.area.code}"))
    return Found(_UNKNOWN, _NO_DATA, missing)


def _mechanism(e: Evidence, _: Limits) -> Found:
    """3: a working group for every issue of the agenda; plan, budget and agenda of the year."""
    if not e.agenda_id and not e.groups and not e.agendas_ever:
        return Found(_UNKNOWN, _NO_DATA, "คณะทำงานทุกประเด็น วาระร่วม แผนร่วม งบร่วม")
    served = {group.issue_code for group in e.groups}
    without = [issue for issue in e.issues if issue not in served]
    have = {
        "วาระร่วม": bool(e.agenda_id),
        "แผนร่วม": bool(e.plan_id),
        "งบร่วม": e.has_budget,
        "คณะทำงานทุกประเด็น": bool(e.issues) and not without,
    }
    there = [name for name, holds in have.items() if holds]
    lacks = [name for name, holds in have.items() if not holds]
    said = f"มี{' '.join(there)}" if there else "ยังไม่มีวาระ แผน และงบร่วม"
    said += f" · คณะทำงาน {len(e.issues) - len(without)} จาก {len(e.issues)} ประเด็น"
    mine = [group.id for group in e.groups if group.issue_code in e.issues or not e.issues]
    proof = (
        *_proof("joint-agenda", [e.agenda_id]),
        *_proof("plan", [e.plan_id]),
        *_proof("body", mine),
    )
    state = _MET if not lacks else _PARTLY if there or e.groups else _NOT
    return Found(state, said, " ".join(lacks) or None, proof)


def _cooperation(e: Evidence, _: Limits) -> Found:
    """4: an active agreement of the province, and commitments of the year."""
    if not (e.agreements_ever or e.commitments_ever):
        return Found(_UNKNOWN, _NO_DATA, "ความร่วมมือที่มีผลอยู่ และเงินที่หน่วยงานผูกพัน")
    said = f"ความร่วมมือที่มีผล {len(e.agreement_ids)} ฉบับ หน่วยงานผูกพัน {e.commitments} รายการในปี"
    lacks = [
        *(() if e.agreement_ids else ("ความร่วมมือของจังหวัดที่มีผลอยู่",)),
        *(() if e.commitments else ("เงินที่หน่วยงานผูกพันในปีนี้",)),
    ]
    proof = (*_proof("agreement", e.agreement_ids), *_proof("commitment", e.commitment_ids))
    state = _MET if not lacks else _PARTLY if len(lacks) == 1 else _NOT
    return Found(state, said, " ".join(lacks) or None, proof)


def _space(e: Evidence, limits: Limits) -> Found:
    """5: forums of the central space in the year, and the symbol of the people's sector."""
    if not e.meetings_ever and e.symbol_th is None:
        return Found(_UNKNOWN, _NO_DATA, "เวทีพื้นที่กลางในปีนี้ และสัญลักษณ์ของภาคประชาชน")
    enough = e.forums >= limits.forums_a_year
    said = f"เวทีพื้นที่กลาง {e.forums} ครั้งในปี · สัญลักษณ์: {e.symbol_th or 'ยังไม่บันทึก'}"[:500]
    lacks = [
        *(() if enough else (f"เวทีพื้นที่กลางอย่างน้อยปีละ {limits.forums_a_year} ครั้ง",)),
        *(() if e.symbol_th else ("สัญลักษณ์ของภาคประชาชน",)),
    ]
    some = e.forums or e.symbol_th
    state = _MET if not lacks else _PARTLY if some else _NOT
    proof = (*_proof("joint-agenda", [e.symbol_agenda_id]), *_proof("meeting", e.forum_ids))
    return Found(state, said, " ".join(lacks) or None, proof)


def _evaluation(e: Evidence, _: Limits) -> Found:
    """6: an evaluation of the province published and made in the last twelve months."""
    missing = "การประเมินสถานการณ์ขบวนใน 12 เดือน"
    if not e.evaluations_ever:
        return Found(_UNKNOWN, _NO_DATA, missing)
    said = f"ผลประเมินที่เผยแพร่ใน 12 เดือน {len(e.evaluation_ids)} ฉบับ"
    state = _MET if e.of_province else _PARTLY if e.evaluation_ids else _NOT
    proof = _proof("evaluation", e.evaluation_ids)
    return Found(state, said, None if state is _MET else missing, proof)


def _capital(e: Evidence, _: Limits) -> Found:
    """7: funds registered from within and together with agencies."""
    total = sum(e.holdings.values())
    if not total:
        return Found(_UNKNOWN, _NO_DATA, "ทุนภายในและทุนที่บูรณาการกับหน่วยงาน")
    internal = sum(n for source, n in e.holdings.items() if source in _INTERNAL)
    joint = sum(n for source, n in e.holdings.items() if source in _WITH_AGENCIES)
    said = f"ทุนที่จดไว้ {total} รายการ: ภายใน {internal} ร่วมกับหน่วยงาน {joint}"
    lacks = [
        *(() if internal else ("ทุนภายใน (สมาชิกสมทบหรือดอกผล) แยกตามแหล่ง",)),
        *(() if joint else ("ทุนที่บูรณาการกับหน่วยงาน",)),
    ]
    proof = _list("holding", f"area={e.area.code}")
    return Found(_PARTLY if lacks else _MET, said, " ".join(lacks) or None, proof)


def _from_below(e: Evidence, limits: Limits) -> Found:
    """8: the share of tambons that have an item in the province plan of the year."""
    missing = f"โครงการของตำบลในแผนจังหวัดอย่างน้อยร้อยละ {limits.share_of_tambons} ของตำบล"
    if not e.joint_plan_ids or not e.tambons:
        return Found(_UNKNOWN, "ยังไม่มีแผนจังหวัดที่รับรองแล้วของปีนี้", missing)
    percent = share(e.tambons_in_plan, e.tambons)
    said = f"{e.tambons_in_plan} จาก {e.tambons} ตำบลมีโครงการในแผนจังหวัด ({percent_th(percent)})"
    return _by_share(
        percent, limits.share_of_tambons, said, missing, _proof("plan", e.joint_plan_ids)
    )


def _results(e: Evidence, limits: Limits) -> Found:
    """9: the share of projects of this year and the last one with a reported result."""
    missing = f"ผลที่รายงานแล้วอย่างน้อยร้อยละ {limits.share_of_projects} ของโครงการ"
    if not e.projects:
        return Found(_UNKNOWN, "ยังไม่มีโครงการในแผนที่รับรองแล้วของปีนี้และปีก่อน", missing)
    percent = share(e.projects_reported, e.projects)
    said = f"{e.projects_reported} จาก {e.projects} โครงการรายงานผลแล้ว ({percent_th(percent)})"
    proof = _list("result", f"area={e.area.code}")
    return _by_share(percent, limits.share_of_projects, said, missing, proof)


def _needs(e: Evidence, limits: Limits) -> Found:
    """10: needs recorded in the tambons in the last year, and looked into."""
    missing = (
        f"ความต้องการจากร้อยละ {limits.share_of_tambons} ของตำบล"
        f" และวิเคราะห์แล้วร้อยละ {limits.share_of_needs}"
    )
    if not e.needs_ever:
        return Found(_UNKNOWN, _NO_DATA, missing)
    of_tambons = share(e.tambons_with_needs, e.tambons)
    analysed = share(e.needs_analysed, e.needs)
    said = (
        f"{e.tambons_with_needs} จาก {e.tambons} ตำบลมีความต้องการใน 12 เดือน ({percent_th(of_tambons)})"
        f" วิเคราะห์แล้ว {e.needs_analysed} จาก {e.needs}"
    )
    proof = _list("need", f"area={e.area.code}")
    if of_tambons >= limits.share_of_tambons * 10 and analysed >= limits.share_of_needs * 10:
        return Found(_MET, said, None, proof)
    return Found(_PARTLY if e.needs else _NOT, said, missing, proof)


def _by_share(
    tenths: int, enough: int, said: str, missing: str, proof: tuple[Proof, ...]
) -> Found:
    if tenths >= enough * 10:
        return Found(_MET, said, None, proof)
    return Found(_PARTLY if tenths else _NOT, said, missing, proof)


_FACTORS: tuple[Callable[[Evidence, Limits], Found], ...] = (
    _strategy,
    _data,
    _mechanism,
    _cooperation,
    _space,
    _evaluation,
    _capital,
    _from_below,
    _results,
    _needs,
)
