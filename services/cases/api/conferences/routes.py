"""Conferences with other agencies about a case: called, held, called off; what was decided is followed up."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.conferences import views
from services.cases.api.conferences.views import ConferenceDetail, ConferenceView, ResolutionDetail, ResolutionView
from services.cases.domain.access import Part
from services.cases.domain.case import Case
from services.cases.domain.conferences import conference as rules
from services.cases.domain.conferences.conference import Conference, ConferenceState, Held, People, Resolution, Resolved
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from services.cases.queries import conferences as queries
from shared.decision import Cause, Decision, Ref, World
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.http.written import ClockTime
from shared.runtime.desk import Desk


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["conferences"])
    readers, workers = allow(*READERS, personal_data=True), allow(*WORKERS)
    partners = desk.settings.partners

    @routes.get("/conferences", response_model=Page[ConferenceView], dependencies=[readers], summary="Conferences")
    async def listed(
        request: Request,
        paging: Paged,
        case: UUID | None = None,
        state: ConferenceState | None = None,
        staff: Annotated[UUID | None, Query(description="Called by them, or they are invited")] = None,
        begins: Annotated[ClockTime | None, Query(description="Planned for then or later")] = None,
    ) -> Page[ConferenceView]:
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            after = paging.after(datetime, UUID)
            rows = await queries.conferences(conn, sight, case, state, staff, begins, after, paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([ConferenceView(**row) for row in rows], place=lambda one: (one.planned_at, one.id))

    @routes.get(
        "/conferences/{conference}", response_model=ConferenceDetail, dependencies=[readers], summary="One conference"
    )
    async def one(conference: UUID, request: Request, response: Response) -> ConferenceDetail:
        """With its agenda, minutes and decisions; who reads them is recorded."""
        row = await found(conference)
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, row["case_id"], Part.CONTACTS, desk.clock.now())
            decided = [ResolutionDetail(**one) for one in await queries.resolutions(conn, conference)]
        response.headers["ETag"] = etag(row["version"])
        return ConferenceDetail(**row, decisions=decided)

    @routes.post(
        "/cases/{case}/conferences", status_code=201, response_model=ConferenceView, dependencies=[workers],
        tags=["cases"], summary="Invite others to a conference",
    )  # fmt: skip
    async def call(case: UUID, wish: views.Call, request: Request, command: Command) -> Response:
        """Colleagues, agencies and persons; in person or remotely. Telling the agencies is not part of it yet."""
        await access.change(desk, request, case)
        made = rules.conference_id(command.cause(desk.clock.now()))

        def rule(world: World, cause: Cause) -> Decision:
            return rules.call(
                world.get(Case, case), wish.mode, wish.planned_at, _people(wish), wish.agenda, partners, cause
            )

        return await desk.make(
            command, (Conference, made), f"/v1/conferences/{made}", rule, ConferenceView, refs=[(Case, case)]
        )  # fmt: skip

    @routes.post(
        "/conferences/{conference}/hold", response_model=ConferenceView, dependencies=[workers], summary="It took place"
    )
    async def hold(
        conference: UUID, wish: views.Hold, request: Request, command: Command, if_match: IfMatch
    ) -> Response:  # fmt: skip
        """Who came, the minutes, and what was decided: each decision is a task of somebody, with its date."""
        resolved = tuple(Resolved(**one.model_dump()) for one in wish.decisions)
        held = Held(wish.mode, wish.minutes, _people(wish), resolved, wish.words, wish.held_at)
        whom = [(Staff, one.staff) for one in resolved if one.staff]

        def rule(case: Case, seen: Conference, world: World, cause: Cause) -> Decision:
            for ref in whom:
                must_be_there(world.get(*ref), today(cause.time))
            return rules.hold(case, seen, held, partners, cause)

        return await change(request, command, conference, if_match, rule, whom)

    @routes.post(
        "/conferences/{conference}/cancel", response_model=ConferenceView, dependencies=[workers], summary="Call it off"
    )
    async def cancel(
        conference: UUID, wish: views.CallOff, request: Request, command: Command, if_match: IfMatch
    ) -> Response:  # fmt: skip
        return await change(
            request, command, conference, if_match, lambda case, seen, world, cause: rules.cancel(seen, wish.reason)
        )  # fmt: skip

    @routes.post(
        "/conference-decisions/{decision}/done", response_model=ResolutionView, dependencies=[workers],
        summary="What was decided is done",
    )  # fmt: skip
    async def done(decision: UUID, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Its task is done with it."""
        row = await access.change_of(desk, request, queries.resolution, decision)
        case, seen = (Case, row["case_id"]), Resolution(**row)
        asked = (Task, rules.follow_up(seen))
        return await desk.change(
            command, (Resolution, decision), if_match,
            lambda now, world, cause: rules.carry_out(world.get(*case), now, world.get(*asked), cause), ResolutionView,
            refs=[case, asked],
        )  # fmt: skip

    async def change(
        request: Request, command: Command, id: UUID, if_match: str, rule: Callable[..., Decision],
        more: list[Ref] | None = None,
    ) -> Response:  # fmt: skip
        case = (Case, (await found(id))["case_id"])
        await access.change(desk, request, case[1])
        return await desk.change(
            command, (Conference, id), if_match,
            lambda seen, world, cause: rule(world.get(*case), seen, world, cause), ConferenceView,
            refs=[case, *(more or [])],
        )  # fmt: skip

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.conference(conn, id, rules.agenda_id(id))
        if row is None:
            raise access.nothing()
        return row

    return routes


def _people(wish: views.Call | views.Hold) -> People:
    return People(tuple(wish.staff), tuple(wish.agencies), tuple(wish.persons))
