"""The first page: what this is and where to go on."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import places, sheet

_DOCUMENTS = f"""
<h2>เส้นทางของความต้องการ <small lang="en">a need's journey</small></h2>
<ul class="links">
<li><a href="/v1/journeys/{places.NEED}">ขาดน้ำทำการเกษตรในฤดูแล้ง<br>
<small>จากตำบลถึงผู้ว่าราชการจังหวัด และกลับมา (ข้อมูลตัวอย่าง)</small></a></li>
</ul>
<h2>สำหรับผู้พัฒนา <small lang="en">for developers</small></h2>
<ul class="links">
<li><a href="/docs">เอกสาร API ลองเรียกได้<br><small>Swagger UI</small></a></li>
<li><a href="/redoc">เอกสาร API สำหรับอ่าน<br><small>Redoc</small></a></li>
<li><a href="/openapi.json">OpenAPI 3.1<br><small>/openapi.json</small></a></li>
<li><a href="/problems">ปัญหาที่พบได้ และทำอย่างไรต่อ<br><small lang="en">problems</small></a></li>
</ul>"""


def page(*, shows_docs: bool) -> bytes:
    """Return the start page; it names the documentation only where it is served."""
    provinces = "".join(
        f'<li><a href="/v1/province-dashboards/{code}">จังหวัด{name}<br><small>{code}</small></a></li>'
        for code, name in places.PROVINCES.items()
    )
    return sheet.html(
        "ขบวน · ระบบข้อมูลขบวนองค์กรชุมชน",
        f"""
<h1>ขบวน</h1>
<p>ระบบข้อมูลของขบวนองค์กรชุมชน: ทะเบียนองค์กร แผนที่ขึ้นจากตำบลสู่จังหวัด และหน่วยงานที่ร่วมสนับสนุน
ทุกคนอ่านได้ ผู้มีบัตรผ่านบันทึกข้อมูลได้</p>
<p class="en" lang="en">Khabuan is the data system of Thailand's community-organization movement.
Everybody may read; those with a token may write.</p>
<h2>จังหวัด <small lang="en">province dashboards</small></h2>
<ul class="links">{provinces}</ul>
<h2>ตำบล <small lang="en">tambon profiles</small></h2>
<ul class="links">
<li><a href="/v1/tambon-profiles/{places.TAMBON}">ตำบล{places.TAMBON_NAME}<br><small>{places.TAMBON}</small></a></li>
</ul>
{_DOCUMENTS if shows_docs else ""}""",
    )


async def show(request: Request) -> Response:
    """Answer the start page."""
    body = page(shows_docs=request.app.state.settings.shows_docs)
    return sheet.answer(request, body, "text/html; charset=utf-8")
