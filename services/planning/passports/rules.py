"""How a passport is told from what is known about the way of a need."""

import datetime as dt

from services.planning.journeys import rules as journeys
from services.planning.needs.schemas import CAUSE_TH, STATUS_TH, NeedStatus, Verification
from services.planning.passports.schemas import Passport, Relative, Step
from services.planning.proposals.rules import silent_words
from services.planning.ways import rules as ways
from services.planning.ways.schemas import KinFact, StepFact, Way
from shared.contracts.planning import Hop, HopKind

_UNSURE = {
    Verification.UNVERIFIED: "ตรวจสอบและยืนยันว่าเป็นจริงในพื้นที่ แล้วนำเข้าแผน",
    Verification.AREA_SENT_BACK: "แก้ไขข้อมูลที่พื้นที่ส่งกลับ แล้วให้พื้นที่ยืนยัน",
    Verification.PROVINCE_SENT_BACK: "แก้ไขข้อมูลที่จังหวัดส่งกลับ แล้วให้พื้นที่ยืนยันใหม่",
}
_NEXT = {
    NeedStatus.RECORDED: "นำเข้าแผนของพื้นที่แล้วรับรองแผน",
    NeedStatus.IN_PLAN: "รวมโครงการเข้าแผนระดับเหนือขึ้นไป หรือยื่นข้อเสนอต่อหน่วยงานที่มีงบประมาณ",
    NeedStatus.PROPOSED: "ให้คำตอบต่อข้อเสนอ",
    NeedStatus.ACCEPTED: "ดำเนินโครงการตามที่ได้รับอนุมัติ แล้วรายงานผล",
    NeedStatus.ACCEPTED_IN_PART: "ดำเนินส่วนที่ได้รับอนุมัติ และหาทางสำหรับส่วนที่เหลือ",
    NeedStatus.REJECTED: "ปรับตามเหตุผลที่ไม่อนุมัติแล้วเสนอใหม่ หรือเสนอผู้อื่น",
}
_SILENT = "ให้คำตอบต่อข้อเสนอซึ่งเลยกำหนดแล้ว และผู้เสนอทวงถาม"
_DROPPED = "ปรับตามเหตุผลที่แผนฉบับใหม่ไม่มีเรื่องนี้แล้ว แล้วนำเข้าแผนของพื้นที่อีกครั้ง"
_UNDER_WAY = {NeedStatus.IN_PLAN, NeedStatus.ACCEPTED}
_GOES_ON = "ดำเนินโครงการต่อ แล้วรายงานผลครั้งสุดท้าย"


def passport(way: Way, today: dt.date) -> Passport:
    """Tell the passport of a need as it stands on a day; its fate is that of the needs it went into."""
    tale = journeys.tell(way, today)
    told, now = tale.journey, tale.now
    need = way.need
    origins = {each.origin_id for each in way.lines if each.into_id == need.id}
    became = {each.into_id for each in way.lines if each.origin_id == need.id}
    return Passport(
        need_id=need.id,
        title_th=need.title_th,
        status=need.status,
        status_th=STATUS_TH[need.status],
        verification=need.verification,
        steps=[_step(each) for each in way.steps],
        holder_th=told.holder_th,
        waiting_days=told.waiting_days,
        next_step_th=next_step(way, now, today),
        sentence_th=told.sentence_th,
        origins=[_relative(each) for each in way.kin if each.id in origins],
        became=[_relative(each) for each in way.kin if each.id in became],
    )


def next_step(way: Way, now: Hop, today: dt.date) -> str | None:
    """Return who has to do what next for what has the farthest to go, or None when nothing is left to do."""
    waits = ways.waiting(way)
    if waits is None:
        return None
    words = _NEXT[waits.status]
    if waits.status is NeedStatus.RECORDED:
        unsure = _UNSURE.get(waits.verification, words)
        words = _DROPPED if now.kind is HopKind.DROP else unsure
    elif waits.status is NeedStatus.PROPOSED and silent_words(ways.asked(way, waits.id), today):
        words = _SILENT
    elif now.kind is HopKind.RESULT and waits.status in _UNDER_WAY:
        words = _GOES_ON
    return f"{now.holder_th} {words}"


def _step(fact: StepFact) -> Step:
    return Step(
        number=fact.number,
        from_status=fact.from_status,
        to_status=fact.to_status,
        cause_kind=fact.cause_kind,
        cause_th=CAUSE_TH[fact.cause_kind],
        cause_id=fact.cause_id,
        on=fact.happened_on,
        at=dt.datetime.fromisoformat(fact.written_at),
        reason_th=fact.reason_th,
    )


def _relative(fact: KinFact) -> Relative:
    return Relative(**fact.model_dump(), status_th=STATUS_TH[fact.status])
