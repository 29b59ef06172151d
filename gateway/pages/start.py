"""The first page: what this is and where to go on."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import sheet

PROVINCES = {"72": "สุพรรณบุรี", "60": "นครสวรรค์", "19": "สระบุรี", "18": "ชัยนาท"}
_DOCUMENTS = """
<h2>สำหรับผู้พัฒนา <small>for developers</small></h2>
<ul class="links">
<li><a href="/docs">เอกสาร API ลองเรียกได้<br><small>Swagger UI</small></a></li>
<li><a href="/redoc">เอกสาร API สำหรับอ่าน<br><small>Redoc</small></a></li>
<li><a href="/openapi.json">OpenAPI 3.1<br><small>/openapi.json</small></a></li>
</ul>"""


def page(*, shows_docs: bool) -> bytes:
    """Return the start page; it names the documentation only where it is served."""
    provinces = "".join(
        f'<li><a href="/v1/province-dashboards/{code}">จังหวัด{name}<br><small>{code}</small></a></li>'
        for code, name in PROVINCES.items()
    )
    return sheet.html(
        "ขบวน · ระบบข้อมูลขบวนองค์กรชุมชน",
        f"""
<h1>ขบวน</h1>
<p>ระบบข้อมูลของขบวนองค์กรชุมชน: ทะเบียนองค์กร แผนที่ขึ้นจากตำบลสู่จังหวัด และหน่วยงานที่ร่วมสนับสนุน
ทุกคนอ่านได้ ผู้มีบัตรผ่านบันทึกข้อมูลได้</p>
<p class="en" lang="en">Khabuan is the data system of Thailand's community-organization movement.
Everybody may read; those with a token may write.</p>
<h2>ภาพรวมจังหวัด <small>province dashboards</small></h2>
<ul class="links">{provinces}
<li><a href="/v1/tambon-profiles/720602">ตำบลหนองสาหร่าย<br><small>720602</small></a></li>
</ul>
{_DOCUMENTS if shows_docs else ""}""",
    )


async def show(request: Request) -> Response:
    """Answer the start page."""
    body = page(shows_docs=request.app.state.settings.shows_docs)
    return sheet.answer(request, body, "text/html; charset=utf-8")
