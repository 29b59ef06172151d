"""What a problem means and what to do about it: the page that every problem's `type` leads to."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import sheet
from shared.errors import Problem
from shared.problems import CATALOGUE

ADVICE = {
    400: (
        "คำขออ่านไม่ได้ ตรวจรูปแบบแล้วส่งใหม่ ข้อมูลที่พิมพ์ไว้ยังอยู่ในเครื่องของท่าน",
        "The request could not be read. Check its form and send it again.",
    ),
    401: (
        "ขอบัตรผ่านใหม่แล้วส่งอีกครั้ง ข้อมูลยังไม่ถูกบันทึก",
        "Get a new token and send it again. Nothing was written.",
    ),
    403: (
        "ขอสิทธิจากผู้ดูแลของพื้นที่หรือหน่วยงาน หรือให้ผู้มีสิทธิทำแทน",
        "Ask those in charge of the area or agency for the right, or let someone who has it act.",
    ),
    404: (
        "ตรวจรหัสหรือที่อยู่ อาจไม่มีข้อมูลนี้ หรือไม่ได้เปิดให้ท่านดู",
        "Check the id or address. It may not exist, or not be open to you.",
    ),
    405: (
        "ที่อยู่นี้เรียกด้วยวิธีอื่น ดูหัวข้อ Allow ในคำตอบ",
        "This address takes other methods; see the Allow header of the answer.",
    ),
    406: ("ขอเป็น application/json", "Ask for application/json."),
    409: (
        "อ่านข้อมูลล่าสุดก่อน แล้วตัดสินใจว่าจะทำต่ออย่างไร",
        "Read the present state first, then decide how to go on.",
    ),
    410: (
        "ใช้รหัสใหม่ที่บอกไว้ในคำตอบ หรือเริ่มอ่านรายการใหม่จากต้น",
        "Use the successor that the answer names, or start the list again.",
    ),
    412: (
        "อ่านข้อมูลล่าสุด รวมส่วนที่ท่านแก้ แล้วส่งใหม่พร้อมรุ่นล่าสุด",
        "Read it again, merge your change, and send it with the present revision.",
    ),
    413: ("แบ่งข้อมูลเป็นหลายครั้ง", "Split the data into several requests."),
    415: ("ส่งเป็น application/json", "Send application/json."),
    422: (
        "แก้ตามจุดที่บอกไว้ใน errors แล้วส่งใหม่ ยังไม่มีอะไรถูกบันทึก",
        "Mend the places named in `errors` and send it again. Nothing was written.",
    ),
    428: (
        "อ่านข้อมูลก่อนแก้ แล้วส่ง ETag ที่ได้กลับมาใน If-Match",
        "Read before you change, and send the ETag you got as If-Match.",
    ),
    500: (
        "ไม่ใช่ความผิดของท่าน แจ้งผู้ดูแลพร้อม request_id",
        "It is not your fault. Report it with the request_id.",
    ),
    503: (
        "รอสักครู่แล้วลองใหม่ ตามเวลาใน Retry-After",
        "Wait as long as Retry-After says and try again.",
    ),
}
ADVICE |= {502: ADVICE[503], 504: ADVICE[503]}


def page(code: str) -> bytes:
    """Return the page of a problem; `code` is a key of the catalogue."""
    kind = CATALOGUE[code]
    thai, english = ADVICE[kind.status]
    return sheet.html(
        f"{kind.title_th} · {code}",
        f"""
<h1>{sheet.escape(kind.title_th)}</h1>
<p class="en" lang="en">{sheet.escape(kind.title_en)}</p>
<p><code>{code}</code> · HTTP {kind.status}</p>
<h2>ทำอย่างไรต่อ</h2><p>{sheet.escape(thai)}</p>
<h2 lang="en">What to do</h2><p lang="en">{sheet.escape(english)}</p>""",
    )


async def show(request: Request) -> Response:
    """Answer the page of a problem; raise 404 for a code that is not in the catalogue."""
    code = request.path_params["code"]
    if code not in CATALOGUE:
        raise Problem("not-found")
    return sheet.answer(request, page(code), "text/html; charset=utf-8")
