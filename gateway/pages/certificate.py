"""The page that a scanned certificate leads to: does it hold today? One big word, in Thai and English."""

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response

from gateway.gather import Gatherer, Question, Status
from gateway.pages import sheet
from shared.contracts.registry import CertificateShown, CertificateState
from shared.errors import Problem
from shared.thai_time import long_thai_date

_LONGEST = 16
_KNOWN = frozenset("0123456789-")
_STYLE = """
<style>.state{border-radius:1rem;padding:1.1rem 1.25rem;margin:1rem 0;color:#fff}
.state strong{display:block;font-size:2.2rem;line-height:1.35}
.VALID{background:#1f6b46}.EXPIRED{background:#6b6455}.SUSPENDED{background:#8a5a00}
.REVOKED,.ENDED,.MERGED{background:#9c1c1c}.UNKNOWN{background:#4a5560}
dl{display:grid;grid-template-columns:auto 1fr;gap:.35rem 1rem;margin:1rem 0}dt{opacity:.75}dd{margin:0}
dt small{display:block;line-height:1.2}@media(max-width:30rem){dl{grid-template-columns:1fr}}</style>
"""
_BIG = {
    CertificateState.VALID: ("มีผลใช้ได้", "Valid today"),
    CertificateState.EXPIRED: ("หมดอายุแล้ว", "Expired"),
    CertificateState.SUSPENDED: ("ถูกพักไว้", "Suspended: it does not hold now"),
    CertificateState.REVOKED: ("ถูกถอนแล้ว", "Revoked: it no longer holds"),
    CertificateState.ENDED: ("สิ้นสุดแล้ว", "Ended: the organization was dissolved"),
    CertificateState.MERGED: (
        "รวมกับใบอื่นแล้ว",
        "Replaced: another certificate of this organization stands",
    ),
}
_SINCE = {CertificateState.VALID: ("ตั้งแต่", "since"), CertificateState.EXPIRED: ("เมื่อ", "on")}


_HTML = "text/html; charset=utf-8"
_HEADERS = {"Cache-Control": "no-cache", "Content-Security-Policy": sheet.POLICY}


async def show(request: Request) -> Response:
    """Answer the page of a certificate; 404 for a number that nobody has given.

    Only a fresh answer tells whether it holds: what was so a while ago may have been revoked since.
    """
    number = request.path_params["number"]
    if len(number) > _LONGEST or not _KNOWN.issuperset(number):
        raise Problem("not-found")
    gatherer: Gatherer = request.app.state.gatherer
    asked = Question("registry", f"/v1/certificates/{number}", CertificateShown)
    part = await gatherer.part(asked)
    if part.is_absent:
        raise Problem("not-found")
    if part.status is not Status.FRESH or part.body is None:
        return Response(unknown(number), 503, _HEADERS | {"Retry-After": "5"}, _HTML)
    told = CertificateShown.model_validate_json(part.body)
    return Response(page(told), 200, _HEADERS, _HTML)


def unknown(number: str) -> bytes:
    """Return the page for a time at which nobody can say whether the certificate holds."""
    return sheet.html(
        f"ใบรับรอง {number}",
        f"""{_STYLE}
<h1>ใบรับรองเลขที่ {sheet.escape(number)}</h1>
<p class="state UNKNOWN" role="status"><strong>ตรวจไม่ได้ในขณะนี้</strong>
<span lang="en">This can not be checked right now; try again in a minute</span></p>""",
    )


def page(told: CertificateShown) -> bytes:
    """Return the page of a certificate as it stands today."""
    facts, (thai, english) = told.facts, _BIG[told.state]
    since_th, since_en = _SINCE.get(told.state, ("ตั้งแต่", "since"))
    place = " · ".join(
        name for name in (facts.tambon_th, facts.district_th, facts.province_th) if name
    )
    rows = [
        ("องค์กร", "Organization", f"<strong>{sheet.escape(facts.organization_th)}</strong>"),
        ("ประเภท", "Kind", sheet.escape(facts.kind_th)),
        ("พื้นที่", "Place", sheet.escape(place)),
        ("รับรองเมื่อ", "Certified on", long_thai_date(facts.certified_on)),
        ("มีผลถึง", "Valid until", long_thai_date(facts.expires_on - dt.timedelta(days=1))),
        ("ผู้ลงนาม", "Signed by", sheet.escape(facts.post_th)),
    ]
    if told.reason_th and told.state is not CertificateState.VALID:
        rows.insert(0, ("เหตุผล", "Reason", sheet.escape(told.reason_th)))
    if told.successor:
        link = f'<a href="/certificates/{told.successor}">{told.successor}</a>'
        rows.insert(0, ("ใบที่ยังอยู่", "The one that stands", link))
    listed = "".join(
        f'<dt>{th}<small lang="en">{en}</small></dt><dd>{value}</dd>' for th, en, value in rows
    )
    paper = (
        f'<li><a href="/v1/certificates/{told.number}/document">ใบรับรอง PDF'
        '<br><small lang="en">the signed paper</small></a></li>'
        if told.jws and told.state is CertificateState.VALID
        else ""
    )
    return sheet.html(
        f"{thai} · ใบรับรอง {told.number}",
        f"""{_STYLE}
<h1>ใบรับรองสถานภาพองค์กรชุมชน<br>เลขที่ {told.number}</h1>
<p class="en" lang="en">Certificate of status of a community organization</p>
<p class="state {told.state.value}" role="status"><strong>{thai}</strong>
<span lang="en">{english}</span><br>
<small>{since_th} {long_thai_date(told.since)} <span lang="en">({since_en} {told.since})</span></small></p>
<dl>{listed}</dl>
<p><small>ตรวจเมื่อ {long_thai_date(told.checked_on)} <span lang="en">· checked on {told.checked_on}</span></small></p>
<ul class="links">{paper}
<li><a href="/v1/certificates/{told.number}">ข้อมูลพร้อมลายมือชื่อ
<br><small lang="en">data with its proof (JSON)</small></a></li></ul>""",
    )
