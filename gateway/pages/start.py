"""The first page: what this is and where to go on."""

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages import certificate, places, sheet

_REGISTRY = f"""
<h2>ทะเบียน <small lang="en">the registry</small></h2>
<p>ค้นหาด้วยชื่อ: พื้นที่ องค์กร แกนนำในตำแหน่งสาธารณะ การประชุม พื้นที่รูปธรรม สะกดพลาดเล็กน้อยก็พบ
<small class="en" lang="en">search by name</small></p>
<form class="ask" action="/v1/search" role="search">
<input name="q" required maxlength="100" placeholder="เช่น {places.TAMBON_NAME}"
aria-label="ชื่อที่ค้นหา · a name"><button>ค้นหา</button></form>
<p>องค์กรชุมชนในพื้นที่: ใส่รหัสจังหวัด อำเภอ หรือตำบล <small class="en" lang="en">organizations of a place by its code</small></p>
<form class="ask" action="/v1/organizations">
<input name="area" required inputmode="numeric" pattern="[0-9]{{2}}([0-9]{{2}}){{0,3}}" maxlength="8"
placeholder="เช่น {places.TAMBON}" title="รหัสพื้นที่ 2, 4, 6 หรือ 8 หลัก"
aria-label="รหัสพื้นที่ · code of an area"><button>ดูองค์กร</button></form>
<p>ตรวจใบรับรองสถานภาพองค์กรด้วยเลขที่บนใบ ว่าวันนี้ยังมีผลหรือไม่
<small class="en" lang="en">check a certificate by its number</small></p>
{certificate.FORM}
<ul class="links">
<li><a href="/v1/meetings">การประชุมและเวที<br><small>ประชุมเรื่องอะไร เมื่อไร มีมติอะไร</small></a></li>
<li><a href="/v1/action-items?state=OPEN">งานที่มอบหมายและยังไม่เสร็จ<br><small>ใครรับไปทำ ครบกำหนดเมื่อไร</small></a></li>
<li><a href="/v1/local-data-centres/{places.TAMBON}">ศูนย์ข้อมูลท้องถิ่น ตำบล{places.TAMBON_NAME}<br>
<small>รู้อะไรบ้าง เก่าแค่ไหน ใครรับรอง</small></a></li>
<li><a href="/v1/local-data-centres/{places.TAMBON}/organizations.xlsx">ข้อมูลของตำบลเป็นไฟล์ Excel<br>
<small>องค์กร สภา ประชุม งานที่มอบหมาย แผ่นละเรื่อง</small></a></li>
<li><a href="/v1/local-data-centres/{places.TAMBON}/organizations.csv">องค์กรของตำบลเป็นไฟล์ CSV<br>
<small>เปิดใน Excel ได้ทันที</small></a></li>
</ul>"""
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
{_REGISTRY}
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
