"""What a problem means and what to do about it: the page that every problem's `type` leads to."""

import re

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import sheet
from shared.advice import ADVICE
from shared.errors import Problem
from shared.problems import CATALOGUE

_CODE = re.compile("`([^`]+)`")


def shown(text: str) -> str:
    """Return text as HTML; what stands in backticks is code."""
    return _CODE.sub(r"<code>\1</code>", sheet.escape(text))


def page(code: str) -> bytes:
    """Return the page of a problem; `code` is a key of the catalogue."""
    kind = CATALOGUE[code]
    thai, english = ADVICE[code]
    return sheet.html(
        f"{kind.title_th} · {code}",
        f"""
<h1>{shown(kind.title_th)}</h1>
<p class="en" lang="en">{shown(kind.title_en)}</p>
<p><code>{code}</code> · HTTP {kind.status}</p>
<h2>ทำอย่างไรต่อ</h2><p>{shown(thai)}</p>
<h2 lang="en">What to do</h2><p lang="en">{shown(english)}</p>
<p><a href="/problems">ปัญหาทั้งหมด <small lang="en">all problems</small></a></p>""",
    )


def index() -> bytes:
    """Return the page that leads to every problem, in the order of their statuses."""
    links = "".join(
        f'<li><a href="/problems/{code}">{shown(kind.title_th)}<br>'
        f'<small lang="en">{shown(kind.title_en)}</small><br>'
        f"<small><code>{code}</code> · {kind.status}</small></a></li>"
        for code, kind in sorted(CATALOGUE.items(), key=lambda each: each[1].status)
    )
    return sheet.html(
        "ปัญหาที่พบได้ · problems",
        f"""
<h1>ปัญหาที่พบได้</h1>
<p>ทุกคำตอบที่ไม่สำเร็จมีรหัสหนึ่งในนี้ เปิดดูว่าหมายถึงอะไรและทำอย่างไรต่อ</p>
<p class="en" lang="en">Every answer that is no success carries one of these codes.</p>
<ul class="links">{links}</ul>""",
    )


async def show(request: Request) -> Response:
    """Answer the page of a problem; raise 404 for a code that is not in the catalogue."""
    code = request.path_params["code"]
    if code not in CATALOGUE:
        raise Problem("not-found")
    return sheet.answer(request, page(code), "text/html; charset=utf-8")


async def show_all(request: Request) -> Response:
    """Answer the index of all problems."""
    return sheet.answer(request, index(), "text/html; charset=utf-8")
