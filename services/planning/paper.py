"""Notices on paper: a page in Thai that is printed and handed to those whom no channel reaches."""

import datetime as dt
import html
from typing import Any

from shared.thai_time import long_thai_date

_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_STYLE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 15px/1.55 "Sarabun", "TH Sarabun New", "Noto Sans Thai", "Noto Serif Thai", "Loma", sans-serif;
       color: #1c2b24; max-width: 178mm; margin: 0 auto; padding: 8mm 0;
       overflow-wrap: anywhere }
h1 { font-size: 22px; margin: 0 } .day { margin: 2px 0 14px; color: #4a5a52 }
section { break-inside: avoid; border-top: 2px solid #1c2b24; padding: 10px 0 14px }
h2 { font-size: 17px; margin: 0 0 4px } ul { margin: 0; padding-left: 20px } li { margin: 4px 0 }
.why { color: #4a5a52 } .sign { margin-top: 12px; text-align: right; color: #4a5a52 }
"""


def render(notices: list[dict[str, Any]], today: dt.date) -> str:
    """Return the page of notices, each with `what` in words: change, what about, money; all of it is escaped."""
    authors: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in notices:
        authors.setdefault((each["author_th"], each["area"]["name_th"]), []).append(each)
    sections = "".join(_section(who, where, told) for (who, where), told in authors.items())
    empty = "" if notices else "<p>ไม่มีเรื่องที่ต้องแจ้งด้วยกระดาษ</p>"
    return (
        '<!doctype html><html lang="th"><head><meta charset="utf-8"><title>แจ้งผลถึงผู้เสนอความต้องการ</title>'
        f"<style>{_STYLE}</style></head><body><h1>แจ้งผลถึงผู้เสนอความต้องการ</h1>"
        f'<p class="day">พิมพ์เมื่อ {_thai(long_thai_date(today))}</p>{sections}{empty}</body></html>'
    )


def _section(who: str, where: str, told: list[dict[str, Any]]) -> str:
    lines = "".join(_line(each) for each in told)
    return (
        f"<section><h2>ถึง {html.escape(who)} ({html.escape(where)})</h2><ul>{lines}</ul>"
        '<p class="sign">ผู้รับแจ้ง ........................................ วันที่ ....................</p></section>'
    )


def _line(told: dict[str, Any]) -> str:
    day = _thai(long_thai_date(dt.date.fromisoformat(told["happened_on"])))
    reason = told["reason_th"]
    why = f'<div class="why">เหตุผล: {html.escape(reason)}</div>' if reason else ""
    changed, about, money = told["what"]
    more = "".join(f"<div>{html.escape(each)}</div>" for each in (about, _thai(money)) if each)
    return f"<li>“{html.escape(told['title_th'])}” <b>{changed}</b> เมื่อ {day}{more}{why}</li>"


def _thai(words: str) -> str:
    return words.translate(_THAI)
