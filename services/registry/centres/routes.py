"""What can be asked of local data centres."""

import datetime as dt
import json
from typing import Any
from urllib.parse import quote

from anyio import to_thread
from fastapi import Response

from services.registry.centres import queries, rules, schemas
from shared import copies, sheets
from shared.conditions import weak_etag
from shared.exchange import Read
from shared.places import AreaCode
from shared.routing import READ, Reading, policy
from shared.routing import router as new_router
from shared.thai_time import bangkok_date, write_instant

router = new_router("ศูนย์ข้อมูลท้องถิ่น")
_HOME = "/v1/local-data-centres/{area_code}"


def _file(media_type: str) -> dict[int | str, dict[str, Any]]:
    schema = {"type": "string", "format": "binary", "maxLength": 100_000_000}
    return {200: {"content": {media_type.partition(";")[0]: {"schema": schema}}}}


@router.get(_HOME, response_model=schemas.Centre, summary="ศูนย์ข้อมูลของพื้นที่")
@policy(READ)
async def get_local_data_centre(area_code: AreaCode, read: Reading) -> Response:
    """รู้อะไรบ้าง เก่าแค่ไหน ฝ่ายใดรับรอง รหัสเก่าตอบพื้นที่ใหม่ · What is known here, how old, verified by which side."""
    told = await _centre(read, await _meant(read, area_code), area_code)
    body = json.dumps(told, ensure_ascii=False, default=_plain).encode()
    return read.answer(body, weak_etag(body))


@router.get(
    f"{_HOME}/organizations.xlsx",
    response_model=bytes,
    response_class=Response,
    responses=_file(sheets.XLSX),
    summary="ข้อมูลของพื้นที่เป็นไฟล์ Excel",
)
@policy(READ)
async def get_local_data_centre_workbook(area_code: AreaCode, read: Reading) -> Response:
    """ภาพรวม องค์กร สภา ประชุม งานที่มอบหมาย แผ่นละเรื่อง · A workbook, a sheet for each matter."""
    place = await _meant(read, area_code)
    body = await _workbook(read, place)
    return _named(read.answer(body, weak_etag(body), sheets.XLSX), "ศูนย์ข้อมูลท้องถิ่น", place, "xlsx")


@router.get(
    f"{_HOME}/organizations.csv",
    response_model=bytes,
    response_class=Response,
    responses=_file(sheets.CSV),
    summary="องค์กรของพื้นที่เป็นไฟล์ CSV",
)
@policy(READ)
async def get_local_data_centre_table(area_code: AreaCode, read: Reading) -> Response:
    """UTF-8 มี BOM เปิดใน Excel ได้ทันที ข้อความที่เหมือนสูตรมี ' นำหน้า · For Excel; no text is a formula."""
    place = await _meant(read, area_code)
    body = await _table(read, place["code"])
    return _named(read.answer(body, weak_etag(body), sheets.CSV), "องค์กร", place, "csv")


def _named(answer: Response, what_th: str, place: dict[str, Any], extension: str) -> Response:
    """Give a file its name: in Thai (RFC 6266 filename*), and by the area's code where that is not read."""
    name = quote(f"{what_th}-{place['name_th']}-{place['code']}.{extension}", safe="")
    plain = f"{place['code']}.{extension}"
    said = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{name}"
    answer.headers["Content-Disposition"] = said
    return answer


async def _meant(read: Read, code: str) -> dict[str, Any]:
    place: dict[str, Any] = copies.found(await queries.area(read.database, code, _today()))
    return place


async def _centre(read: Read, place: dict[str, Any], asked: str) -> dict[str, Any]:
    code, today = place["code"], _today()
    most = await queries.stale_after(read.database, code, today)
    certified = await queries.certified(read.database, code, today)
    names = ("organization_id", "name_th", "kind", "number", "expires_on")
    return {
        "area": place,
        "requested_code": asked,
        "superseded": asked != code,
        "as_of": today.isoformat(),
        "stale_after_days": most,
        "records": rules.records(await queries.counts(read.database, code), today, most),
        "certified_count": certified[0][5] if certified else 0,
        "certified": [dict(zip(names, row[:5], strict=True)) for row in certified],
    }


async def _workbook(read: Read, place: dict[str, Any]) -> bytes:
    code, today = place["code"], _today()
    centre = await _centre(read, place, code)
    shown = queries.MOST_SHOWN
    rows = {
        sql: await queries.table(read.database, sql, code, today, most)
        for sql, most in (
            (queries.ORGANIZATIONS, queries.MOST_ORGANIZATIONS + 1),
            (queries.COUNCILS, queries.MOST_ROWS),
            (queries.MEETINGS, shown + 1),
            (queries.ACTION_ITEMS, shown + 1),
        )
    }
    given = rules.action_items(rows[queries.ACTION_ITEMS], today)
    pages = [
        rules.overview(centre["records"]),
        rules.shortened(
            rules.organizations(rows[queries.ORGANIZATIONS]),
            queries.MOST_ORGANIZATIONS,
            f"{_HOME}/organizations.csv".format(area_code=code),
        ),
        rules.councils(rows[queries.COUNCILS]),
        rules.shortened(
            rules.meetings(rows[queries.MEETINGS]), shown, f"/v1/meetings?area={code}"
        ),
        rules.shortened(given, shown, f"/v1/action-items?area={code}"),
    ]
    title = f"ศูนย์ข้อมูลท้องถิ่น {centre['area']['name_th']} ({code})"
    return await to_thread.run_sync(lambda: sheets.to_xlsx(pages, title=title))


async def _table(read: Read, code: str) -> bytes:
    rows = await queries.table(read.database, queries.ORGANIZATIONS, code, _today())
    return await to_thread.run_sync(lambda: sheets.to_csv(rules.organizations(rows)))


def _plain(value: object) -> str:
    assert isinstance(value, dt.datetime)
    return write_instant(value)


def _today() -> dt.date:
    return bangkok_date(dt.datetime.now(dt.UTC))
