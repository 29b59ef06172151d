"""How old what is known is, and how it stands in the tables that people open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from services.registry.action_items.rules import is_overdue
from services.registry.action_items.schemas import STATE_TH as ITEM_TH
from services.registry.centres.schemas import KIND_TH, VERIFIER_TH, RecordKind
from services.registry.communities.schemas import NOTICE_STATUS_TH as COMMUNITY_TH
from services.registry.councils.schemas import STATUS_TH as COUNCIL_TH
from services.registry.demonstrations.schemas import STATE_TH as DEMONSTRATION_TH
from services.registry.documents.schemas import DOCUMENT_TYPE_TH
from services.registry.meetings.schemas import KIND_TH as MEETING_TH
from services.registry.meetings.schemas import STATE_TH as MEETING_STATE_TH
from services.registry.organizations.schemas import KIND_TH as ORGANIZATION_TH
from services.registry.organizations.schemas import STATUS_TH as ORGANIZATION_STATUS_TH
from services.registry.rubrics.schemas import LEVEL_TH
from shared.sheets import Cell, Column, Sheet
from shared.thai_time import ERA, SHORT_MONTHS, DatePrecision, bangkok_date, thai_date

Row = Mapping[str, Any]
_DETAIL_TH: dict[RecordKind, Mapping[Any, str]] = {
    RecordKind.ORGANIZATION: ORGANIZATION_TH,
    RecordKind.COMMUNITY: COMMUNITY_TH,
    RecordKind.COUNCIL: COUNCIL_TH,
    RecordKind.ASSESSMENT: LEVEL_TH,
    RecordKind.DEMONSTRATION: DEMONSTRATION_TH,
    RecordKind.MEETING: MEETING_TH,
    RecordKind.ACTION_ITEM: ITEM_TH,
    RecordKind.DOCUMENT: DOCUMENT_TYPE_TH,
}


def age(newest: dt.datetime | None, today: dt.date, most: int) -> tuple[int | None, bool]:
    """Return how many days old the newest change is, and whether that is more than `most`."""
    if newest is None:
        return None, False
    days = max((today - bangkok_date(newest)).days, 0)
    return days, days > most


def record(kind: str, counted: Row | None, today: dt.date, most: int) -> dict[str, Any]:
    """Return one line of the centre: what was counted of a kind, or that there is nothing."""
    found: Row = counted or {}
    newest = found.get("newest_at")
    days, stale = age(newest, today, most)
    verified = found.get("verified") if found.get("verifiable") else None
    return {
        "kind": kind,
        "detail": found.get("detail"),
        "count": found.get("count", 0),
        "newest_at": newest,
        "age_days": days,
        "stale": stale,
        "verified": verified,
        "verified_by": sorted(found["verified_by"]) if verified else [],
        "oldest_unverified_at": found.get("oldest_unverified_at")
        if found.get("verifiable")
        else None,
    }


def records(counts: Sequence[Row], today: dt.date, most: int) -> list[dict[str, Any]]:
    """Return the lines of a centre in the order of kinds; what there is none of has a line too."""
    made = []
    for kind in KIND_TH:
        lines = sorted(
            (each for each in counts if each["kind"] == kind),
            key=lambda each: each["detail"] or "",
        )
        made += [record(kind.value, each, today, most) for each in lines]
        if not lines:
            made.append(record(kind.value, None, today, most))
    return made


def overview(records: Sequence[Row]) -> Sheet:
    """Return what is known here as a sheet."""
    columns = [
        Column("ข้อมูล", 28), Column("ประเภท/สถานะ", 26), Column("จำนวน", 10), Column("แก้ไขล่าสุด", 14),
        Column("เก่ากี่วัน", 10), Column("ไม่เป็นปัจจุบัน", 14), Column("รับรองแล้ว", 12), Column("ผู้รับรอง (ฝ่าย)", 34),
        Column("รายการที่ยังไม่รับรองเก่าสุด", 24),
    ]  # fmt: skip
    return Sheet("ภาพรวม", columns, [_overview_row(each) for each in records])


def _overview_row(each: Row) -> list[Cell]:
    return [
        KIND_TH[each["kind"]],
        _DETAIL_TH.get(each["kind"], {}).get(each["detail"], each["detail"]),
        each["count"],
        _day(each["newest_at"]),
        each["age_days"],
        "ใช่" if each["stale"] else None,
        each["verified"],
        ", ".join(VERIFIER_TH[side] for side in each["verified_by"]) or None,
        _day(each["oldest_unverified_at"]),
    ]


def organizations(rows: Sequence[Sequence[Any]]) -> Sheet:
    """Return the organizations here as a sheet."""
    columns = [
        Column("ชื่อองค์กร", 40), Column("ประเภท", 22), Column("หมู่ที่", 8), Column("ตำบล", 18), Column("อำเภอ", 18),
        Column("จังหวัด", 18), Column("สถานะ", 14), Column("สมาชิก (คน)", 12), Column("ครัวเรือน", 12),
        Column("ก่อตั้ง", 14), Column("เลขที่ใบรับรอง", 18), Column("รับรองถึง", 14), Column("แก้ไขล่าสุด", 14),
        Column("รหัสพื้นที่", 12), Column("รหัสองค์กร", 38),
    ]  # fmt: skip
    made = (
        [name, ORGANIZATION_TH.get(kind, kind), *places, ORGANIZATION_STATUS_TH.get(status, status), *counts,
         founding(founded, precision), number, last_day(expires), _day(changed), *codes]
        for name, kind, *rest in rows
        for places, status, counts, (founded, precision, number, expires, changed), codes in [
            (rest[:4], rest[4], rest[5:7], rest[7:12], rest[12:])
        ]
    )  # fmt: skip
    return Sheet("องค์กรชุมชน", columns, made)


def councils(rows: Sequence[Sequence[Any]]) -> Sheet:
    """Return the councils here as a sheet."""
    columns = [
        Column("ชื่อสภา", 40), Column("สถานะ", 20), Column("จดแจ้งเมื่อ", 14), Column("รับจดแจ้งเมื่อ", 14),
        Column("เลขที่", 18), Column("เริ่มวาระ", 14), Column("ครบวาระ", 14), Column("รหัสพื้นที่", 12),
    ]  # fmt: skip
    made = ([name, COUNCIL_TH.get(status, status), *rest] for name, status, *rest in rows)
    return Sheet("สภาองค์กรชุมชน", columns, made)


def meetings(rows: Sequence[Sequence[Any]]) -> Sheet:
    """Return the meetings here as a sheet."""
    columns = [
        Column("เริ่ม", 14), Column("ถึง", 14), Column("ประเภท", 20), Column("ชื่อ", 44), Column("ครั้งที่", 10),
        Column("ผู้จัด", 34), Column("สถานที่", 26), Column("สถานะ", 14), Column("ครั้งต่อไป", 24), Column("รหัสพื้นที่", 12),
    ]  # fmt: skip
    made = (
        [begun, over, MEETING_TH.get(kind, kind), title, number, by, venue,
         MEETING_STATE_TH.get(state, state), following, code]
        for begun, over, kind, title, number, by, venue, state, following, code in rows
    )  # fmt: skip
    return Sheet("ประชุมและเวที", columns, made)


def action_items(rows: Sequence[Sequence[Any]], today: dt.date) -> Sheet:
    """Return what was given to do here as a sheet; what is overdue today says so."""
    columns = [
        Column("งาน", 50), Column("ผู้รับผิดชอบ", 30), Column("กำหนด (ตามถ้อยคำเดิม)", 26), Column("ครบกำหนด", 14),
        Column("สถานะ", 14), Column("เกินกำหนด", 12), Column("รายงานล่าสุด", 14), Column("จากการประชุม", 40),
        Column("รหัสพื้นที่", 12),
    ]  # fmt: skip
    made = (
        [text, owner, words, due, ITEM_TH.get(state, state), "ใช่" if is_overdue(state, due, today) else None,
         reported, meeting, code]
        for text, owner, words, due, state, reported, meeting, code in rows
    )  # fmt: skip
    return Sheet("งานที่มอบหมาย", columns, made)


def shortened(sheet: Sheet, most: int, where: str) -> Sheet:
    """Return the sheet with its first `most` rows and, when there are more, a last one that says so."""
    rows = list(sheet.rows)
    if len(rows) <= most:
        return sheet._replace(rows=rows)
    note: list[Cell] = [None] * len(sheet.columns)
    widest = max(range(len(note)), key=lambda place: sheet.columns[place].width)
    note[widest] = f"แสดง {most:,} แถวแรก ยังมีมากกว่านี้ ดูทั้งหมดที่ {where}"
    return sheet._replace(rows=[*rows[:most], note])


def founding(day: dt.date | None, precision: str | None) -> dt.date | str | None:
    """Return a founding as precisely as it is known: the day, else its month or its year พ.ศ. in words."""
    if day is None or precision in {None, DatePrecision.DAY}:
        return day
    if precision == DatePrecision.YEAR:
        return f"พ.ศ. {day.year + ERA}"
    if precision == DatePrecision.NOT_LATER_THAN:
        return f"ไม่ช้ากว่า {thai_date(day)}"
    return f"{SHORT_MONTHS[day.month - 1]} {day.year + ERA}"


def last_day(ends: dt.date | None) -> dt.date | None:
    """Return the last day on which something holds that no longer does on `ends`."""
    return None if ends is None else ends - dt.timedelta(days=1)


def _day(moment: dt.datetime | None) -> dt.date | None:
    return None if moment is None else bangkok_date(moment)
