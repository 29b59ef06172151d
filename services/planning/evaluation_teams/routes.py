"""What can be asked of evaluation teams."""

from typing import Annotated

from fastapi import Query, Response

from services.planning.evaluation_teams import actions, queries, schemas
from shared.ids import Id
from shared.routing import READ, Reading, Writing, policy
from shared.routing import router as new_router

router = new_router("ประเมินผลและบทเรียน")


@router.get("/v1/evaluation-teams", response_model=schemas.EvaluationTeamPage, summary="ทีมประเมิน")
@policy(READ)
async def list_evaluation_teams(
    asked: Annotated[schemas.EvaluationTeamFilters, Query()], read: Reading
) -> Response:
    """สามชนิด แต่ละชนิดมีจุดมุ่งหมายและผู้ใช้ผลของตน · Teams of three kinds, by area."""
    return await read.page(queries.TEAMS, asked)


@router.get(
    "/v1/evaluation-teams/{id}", response_model=schemas.EvaluationTeam, summary="ทีมประเมินหนึ่งทีม"
)
@policy(READ)
async def get_evaluation_team(id: Id, read: Reading) -> Response:
    """ประเมินเพื่ออะไร ให้ใครใช้ · One team with its purpose and audience."""
    return await read.one(queries.TEAM, id)


@router.post(
    "/v1/evaluation-teams",
    status_code=201,
    response_model=schemas.EvaluationTeam,
    summary="ตั้งทีมประเมิน",
)
@policy("evaluations.write", problems=("already-exists",))
async def set_up_evaluation_team(new: schemas.EvaluationTeamNew, write: Writing) -> Response:
    """ต้องบอกจุดมุ่งหมายและผู้ใช้ผล ไม่ซ้ำกับทีมชนิดอื่น · Purpose and audience are the team's own."""
    row = await actions.set_up(write.session, new, by=write.subject)
    return await write.answer(queries.TEAM, row.id, status=201)
