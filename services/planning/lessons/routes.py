"""What can be asked of lessons."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.evaluations.schemas import PublicationNew
from services.planning.lessons import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, IfMatch, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประเมินผลและบทเรียน")


@router.get("/v1/lessons", response_model=schemas.LessonPage, summary="บทเรียน")
@policy(READ)
async def list_lessons(
    asked: Annotated[schemas.LessonFilters, Query()], read: Reading
) -> Response:
    """ค้นด้วยคำหรือป้าย กรองตามพื้นที่ ประเด็น รูปแบบเฉพาะ · Lessons by words, tag, place, issue; distinctive patterns."""
    return await read.page(queries.LESSONS, asked)


@router.get("/v1/lessons/{id}", response_model=schemas.Lesson, summary="บทเรียนหนึ่งเรื่อง")
@policy(READ)
async def get_lesson(id: Id, read: Reading) -> Response:
    """เรียนรู้อะไร ที่ไหน หลักฐานอะไร · What was learned, where, on what evidence."""
    return await read.one(queries.LESSON, id)


@router.post("/v1/lessons", status_code=201, response_model=schemas.Lesson, summary="ถอดบทเรียน")
@policy("evaluations.write")
async def draw_lesson(new: schemas.LessonNew, write: Writing) -> Response:
    """เป็นร่างจนกว่าจะเผยแพร่ · A draft until it is published."""
    row = await actions.draw(write.session, new, by=write.subject)
    return await write.answer(queries.LESSON, row.id, status=201)


@router.patch("/v1/lessons/{id}", response_model=schemas.Lesson, summary="แก้ร่างบทเรียน")
@policy("evaluations.write", problems=("state-conflict",))
async def change_lesson(
    id: Id, asked: schemas.LessonChange, expected: IfMatch, write: Writing
) -> Response:
    """แก้ได้เฉพาะร่าง · Only a draft can be changed."""
    row = await actions.change(write.session, id, asked, expected=expected, by=write.subject)
    return await write.answer(queries.LESSON, row.id)


@router.post(
    "/v1/lessons/{id}/publications", response_model=schemas.Lesson, summary="เผยแพร่บทเรียน"
)
@policy("evaluations.write", act=True, problems=("state-conflict",))
async def publish_lesson(id: Id, new: PublicationNew, write: Writing) -> Response:
    """เผยแพร่แล้วแก้ไม่ได้ · Published, it stands."""
    row = await actions.publish(write.session, id, new, by=write.subject)
    return await write.answer(queries.LESSON, row.id)
