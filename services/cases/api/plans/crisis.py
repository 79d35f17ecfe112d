"""Crisis plans: one request shows all of it, by the person or by the case."""

from json import loads
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.plans.care_views import CrisisBegun, CrisisGiven, CrisisView, WholeCrisisPlan
from services.cases.domain.case import Case
from services.cases.domain.plans import crisis as rules
from services.cases.domain.plans.crisis import CrisisPlan, CrisisText
from services.cases.queries import plans as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, actor_of, allow
from shared.runtime.desk import Desk

_TEXT = TypeAdapter(CrisisText)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["plans"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)

    @routes.get(
        "/crisis-plans", response_model=list[WholeCrisisPlan], dependencies=[readers], summary="Crisis plans, whole"
    )
    async def listed(request: Request, subject: UUID | None = None, case: UUID | None = None) -> list[WholeCrisisPlan]:
        """Of a person, or of all persons of a case; the newest on top, 200 at most."""
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            rows = await queries.crisis_plans(conn, sight, subject, case)
            await access.record(conn, request, [id for row in rows for id in (row["case_id"], row["subject"])])
        emergency = desk.settings.contact.emergency
        return [WholeCrisisPlan(**dict(row) | {"calls": loads(row["calls"]), "emergency": emergency}) for row in rows]

    @routes.post(
        "/cases/{case}/crisis-plans", status_code=201, response_model=CrisisView, dependencies=[workers],
        summary="Write a crisis plan",
    )  # fmt: skip
    async def write(case: UUID, begun: CrisisBegun, request: Request, command: Command) -> Response:
        """There is one for each person of a case."""
        await access.change(desk, request, case)
        id = rules.crisis_plan_id(case, begun.subject)
        text = _TEXT.validate_python(begun.model_dump())

        def rule(world: World, cause: Cause) -> Decision:
            return rules.write(world.get(Case, case), world.get(CrisisPlan, id), begun.subject, text, cause)

        return await desk.make(
            command, (CrisisPlan, id), f"/v1/crisis-plans/{id}", rule, CrisisView, refs=[(Case, case)]
        )

    @routes.post(
        "/crisis-plans/{plan}", response_model=CrisisView, dependencies=[workers], summary="Change a crisis plan"
    )
    async def change(plan: UUID, given: CrisisGiven, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Replaces all that it says."""
        row = await access.change_of(desk, request, queries.crisis_plan, plan)
        case = (Case, row["case_id"])
        text = _TEXT.validate_python(given.model_dump())
        return await desk.change(
            command, (CrisisPlan, plan), if_match,
            lambda seen, world, cause: rules.change(world.get(*case), seen, text, cause), CrisisView, refs=[case],
        )  # fmt: skip

    return routes
