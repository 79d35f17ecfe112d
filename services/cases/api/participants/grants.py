"""Who of another agency is let into a case for a time: a supervisor decides, it ends by itself, or is revoked."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.actions import allowed
from services.cases.api.participants.views import GrantView, LetIn
from services.cases.domain.access import Part
from services.cases.domain.acts import Act
from services.cases.domain.case import Case
from services.cases.domain.participants import grant as rules
from services.cases.domain.participants.grant import Grant
from services.cases.queries import participants as queries
from shared.http import Command, IfMatch, allow
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["participants"])
    supervisor = allowed(Act.GRANT_ACCESS)

    @routes.get(
        "/cases/{case}/grants",
        response_model=list[GrantView],
        dependencies=[allow(*READERS, personal_data=True)],
        summary="Who is let in, and who was",
    )
    async def listed(case: UUID, request: Request) -> list[GrantView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            return [GrantView(**row) for row in await queries.grants(conn, case)]

    @routes.post(
        "/cases/{case}/grants", status_code=201, response_model=GrantView, dependencies=[supervisor],
        summary="Let somebody of another agency in",
    )  # fmt: skip
    async def let_in(case: UUID, wish: LetIn, request: Request, command: Command) -> Response:
        """One account, for a time of at most a year. It sees the named parts of this case, and nothing else."""
        await access.change(desk, request, case)
        id = rules.grant_id(command.cause(desk.clock.now()))
        return await desk.make(
            command, (Grant, id), f"/v1/grants/{id}",
            lambda world, cause: rules.grant(
                world.get(Case, case), wish.account, wish.parts, wish.valid_from or cause.time, wish.valid_until,
                wish.reason, cause,
            ), GrantView, refs=[(Case, case)],
        )  # fmt: skip

    @routes.post(
        "/grants/{grant}/revoke", response_model=GrantView, dependencies=[supervisor], summary="End it before its time"
    )
    async def revoke(grant: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """They see nothing of the case from the next request on."""
        await access.change_of(desk, request, queries.grant, grant)
        return await desk.change(
            command, (Grant, grant), if_match, lambda seen, _, cause: rules.revoke(seen, cause), GrantView
        )

    return routes
