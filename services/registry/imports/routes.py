"""What can be asked of imports."""

from typing import Annotated

from fastapi import Query, Response

from services.registry.imports import actions, queries, schemas
from shared.ids import Id
from shared.routing import Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("แถวข้อมูลรอสะสาง")


@router.get("/v1/imports", response_model=schemas.ImportPage, summary="รายชื่อที่นำเข้าเป็นไฟล์")
@policy("intake.resolve", problems=("unauthenticated",))
async def list_imports(
    asked: Annotated[schemas.ImportFilters, Query()], read: Reading
) -> Response:
    """เฉพาะของพื้นที่ที่ดูแล · Those of one's own area."""
    return await actions.page(read, asked)


@router.get("/v1/imports/{id}", response_model=schemas.Import, summary="รายชื่อหนึ่งไฟล์")
@policy("intake.resolve", problems=("unauthenticated",))
async def get_import(id: Id, read: Reading) -> Response:
    """แถวใดจะเป็นอะไร และเป็นอะไรแล้ว · What its rows would become, and what became of them."""
    return await actions.one(read, id)


@router.post(
    "/v1/imports", status_code=201, response_model=schemas.Import, summary="ตรวจรายชื่อทั้งไฟล์"
)
@policy("intake.receive")
async def receive_import(new: schemas.ImportNew, write: Writing) -> Response:
    """ตรวจทุกแถว ยังไม่จดทะเบียนอะไร · Looks at every row; registers nothing yet.

    เก็บไฟล์ด้วย PUT /v1/document-files ก่อน แล้วดูแต่ละแถวที่ /v1/intake-rows?import_id= · Store the file first,
    then see what was found in each row.

    ไฟล์ที่มีเลขประจำตัวประชาชนในช่องใดก็ตามไม่รับ (422 บอกเลขแถว) คอลัมน์ข้อมูลส่วนบุคคล (โทรศัพท์ ประธาน ที่อยู่ อีเมล)
    ไม่ถูกเก็บในแถว และไฟล์ถูกลบทันทีที่ตรวจแล้ว เว้นแต่แนบไว้กับสิ่งหนึ่งในทะเบียน · A file with a national id in any
    cell is refused, naming the rows; personal columns are not kept; the file is thrown away once looked at, unless
    it is attached to something. A workbook that was refused is readable to its sender for seven days.

    หัวคอลัมน์ที่เข้าใจ · Headings understood (a word of them is enough): ชื่อ องค์กร กลุ่ม name · ประเภท kind type ·
    ตำบล อำเภอ ที่ตั้ง พื้นที่ หมู่บ้าน หมู่ที่ tambon district village place · จังหวัด province · สมาชิก ครัวเรือน หญิง ชาย จำนวน
    members households women men · ก่อตั้ง จัดตั้ง ปีที่ตั้ง วันที่ founded date · ประเด็น issue.
    ประเภทพิมพ์เป็นชื่อ รหัส หรือคำที่มีในชื่อประเภทเดียว · A kind is its name, its code, or a word that only one kind has
    in its name: ออมทรัพย์ สวัสดิการ อาชีพ ทรัพยากร สตรี ผู้สูงอายุ เยาวชน ศาสนา วัฒนธรรม สุขภาพ คนพิการ ที่ดิน (KIND_READ).

    ชื่อเดียวกันในพื้นที่และประเภทเดียวกันเติมให้กัน (COMPLETE) ชื่อที่ต่างแม้วรรณยุกต์เดียวให้คนเลือก (DECIDE) · The same
    name, area and kind completes; a name that differs by one mark is for somebody to decide.
    """
    row = await actions.receive(write.session, new, by=write.subject)
    return await write.answer(queries.ANSWER, row.id, status=201)


@router.post("/v1/imports/{id}/commits", response_model=schemas.Import, summary="นำเข้าแถวที่เลือก")
@policy("intake.resolve", act=True)
async def commit_import(id: Id, asked: schemas.CommitNew, write: Writing) -> Response:
    """จดทะเบียนแถวที่เลือก ที่มีแล้วเติมเฉพาะช่องที่ว่าง · What is there is completed, never written over."""
    row = await actions.take(write.session, id, asked, by=write.subject)
    return await write.answer(queries.ANSWER, row.id)
