"""Who takes part in a case."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.actions import allowed
from services.cases.api.participants.views import AddColleague, ParticipantView, TakesPart
from services.cases.domain.access import Part
from services.cases.domain.acts import Act
from services.cases.domain.case import Case
from services.cases.domain.participants import participant as rules
from services.cases.domain.participants.participant import Participant
from services.cases.domain.units.staff import Staff
from services.cases.queries import participants as queries
from shared.decision import Cause, Decision, World
from shared.http import Command, IfMatch, allow
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["participants"])
    workers = allowed(Act.ADD_PARTICIPANT)

    @routes.get(
        "/cases/{case}/participants",
        response_model=list[ParticipantView],
        dependencies=[allow(*READERS, personal_data=True)],
        summary="Who takes part, and who did",
    )
    async def listed(case: UUID, request: Request) -> list[ParticipantView]:
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            return [ParticipantView(**row) for row in await queries.participants(conn, case)]

    @routes.post(
        "/cases/{case}/participants", status_code=201, response_model=ParticipantView, dependencies=[workers],
        summary="Somebody takes part",
    )  # fmt: skip
    async def add(case: UUID, wish: TakesPart, request: Request, command: Command) -> Response:
        """A person with their role sees nothing by it; a colleague sees the case."""
        await access.change(desk, request, case)
        id = rules.participant_id(command.cause(desk.clock.now()))
        whom = [(Staff, wish.staff)] if isinstance(wish, AddColleague) else []

        def rule(world: World, cause: Cause) -> Decision:
            seen = world.get(Case, case)
            if whom:
                return rules.add_colleague(seen, world.get(*whom[0]), cause)
            return rules.add_person(seen, wish.person, wish.role, cause)

        return await desk.make(
            command, (Participant, id), f"/v1/participants/{id}", rule, ParticipantView, refs=[(Case, case), *whom]
        )

    @routes.post(
        "/participants/{participant}/end", response_model=ParticipantView, dependencies=[workers],
        summary="They take part no more",
    )  # fmt: skip
    async def end(participant: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        await access.change_of(desk, request, queries.participant, participant)
        return await desk.change(
            command, (Participant, participant), if_match, lambda seen, _, cause: rules.leave(seen, cause),
            ParticipantView,
        )  # fmt: skip

    return routes
