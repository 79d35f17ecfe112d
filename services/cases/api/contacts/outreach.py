"""Campaigns over open cases: begun, worked off, counted, ended."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS, WORKERS
from services.cases.api.contacts.views import OutreachView, Progress, StartOutreach, TargetEntry, TargetView, Try
from services.cases.domain.case import Case
from services.cases.domain.contacts import contact, outreach
from services.cases.domain.contacts.contact import Contact, Said
from services.cases.domain.contacts.outreach import Filter, Outreach, Target, TargetState
from services.cases.queries import contacts as queries
from shared.contracts.contact_codes import ContactKind, OutreachResult
from shared.decision import Cause, Decision, World
from shared.http import Answer, Command, IfMatch, Page, Paged, Problem, actor_of, allow, etag
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/outreach", tags=["contacts"])
    readers, leaders = allow(*READERS), allow(Role.SUPERVISOR)

    @routes.get("", response_model=Page[OutreachView], dependencies=[readers], summary="Campaigns, the newest first")
    async def campaigns(paging: Paged, unit: UUID | None = None) -> Page[OutreachView]:
        async with desk.pool.acquire() as conn:
            rows = await queries.campaigns(conn, unit, paging.after(datetime, UUID), paging.fetch)
        return paging.page([OutreachView(**row) for row in rows], place=lambda one: (one.started_at, one.id))

    @routes.get("/{campaign}", response_model=Progress, dependencies=[readers], summary="How far a campaign is")
    async def progress(campaign: UUID, response: Response) -> Progress:
        row = await found(campaign)
        response.headers["ETag"] = etag(row["version"])
        return Progress(**row)

    @routes.get(
        "/{campaign}/cases", response_model=Page[TargetEntry], summary="The list of a campaign",
        dependencies=[allow(*READERS, personal_data=True)],
    )  # fmt: skip
    async def listed(
        campaign: UUID,
        request: Request,
        paging: Paged,
        state: TargetState | None = None,
        staff: Annotated[UUID | None, Query(description="Only the cases that they have")] = None,
    ) -> Page[TargetEntry]:
        await found(campaign)
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            (after,) = paging.after(UUID)
            rows = await queries.targets(conn, sight, campaign, state, staff, after, paging.fetch)
            await access.record(conn, request, [row["case_id"] for row in rows])
        return paging.page([TargetEntry(**row) for row in rows], place=lambda one: (one.id,))

    @routes.post("", status_code=201, response_model=OutreachView, dependencies=[leaders], summary="Begin a campaign")
    async def start(wish: StartOutreach, request: Request, command: Command) -> Response:
        """Over the open cases of the unit that fit now: whatever is opened later is on no list that stands."""

        async def work(conn: asyncpg.Connection) -> Answer:
            now = desk.clock.now()
            cause = command.cause(now)
            made = (Outreach, outreach.outreach_id(cause))
            sight = await access.sight(conn, actor_of(request), now)
            cases = await queries.fitting(conn, sight, wish.unit, list(wish.needs), wish.not_contacted_since)
            chosen = Filter(wish.unit, tuple(wish.needs), wish.not_contacted_since)
            decided = await desk.decide(conn, cause, [made], lambda _: outreach.start(chosen, cases, cause))
            after = decided.world.get(*made)
            return desk.answer(decided, OutreachView.model_validate(after), 201, f"/v1/outreach/{after.id}", 1)

        return await command.run(work)

    @routes.post(
        "/{campaign}/cases/{case}/tries", status_code=201, response_model=TargetView, dependencies=[allow(*WORKERS)],
        summary="Somebody tried",
    )  # fmt: skip
    async def attempt(campaign: UUID, case: UUID, wish: Try, request: Request, command: Command) -> Response:
        """Reached, not reached, or to be tried again at a time, which makes a task. It is a contact of the case too."""
        await access.change(desk, request, case)
        target = outreach.target_id(campaign, case)
        said = Said(
            ContactKind.OUTREACH, wish.mode, wish.minutes, reached=wish.result is OutreachResult.REACHED,
            words=wish.words,
        )  # fmt: skip
        before = await listed_as(target)
        made = contact.contact_id(command.cause(desk.clock.now()))

        def rule(world: World, cause: Cause) -> Decision:
            return outreach.attempt(
                world, world.get(Outreach, campaign), before, wish.result, wish.next_try_at, said,
                cause, desk.rules.calendar,
            )  # fmt: skip

        return await desk.make(
            command, (Target, target), f"/v1/outreach/{campaign}/cases", rule, TargetView,
            refs=[(Outreach, campaign), (Case, case), (Contact, made), *outreach.retry(before)],
        )  # fmt: skip

    @routes.post("/{campaign}/end", response_model=OutreachView, dependencies=[leaders], summary="End a campaign")
    async def end(campaign: UUID, command: Command, if_match: IfMatch) -> Response:
        """Nobody has to try again; what was reached stays counted."""
        async with desk.pool.acquire() as conn:
            waiting = [target_of(row) for row in await queries.to_try_again(conn, campaign)]
        refs = [
            ref for target in waiting for ref in ((Target, target.id), (Case, target.case_id), *outreach.retry(target))
        ]
        return await desk.change(
            command, (Outreach, campaign), if_match,
            lambda seen, world, cause: outreach.end(world, seen, waiting, cause), OutreachView, refs=refs,
        )  # fmt: skip

    async def listed_as(target: UUID) -> Target:
        async with desk.pool.acquire() as conn:
            row = await queries.target(conn, target)
        if row is None:
            raise Problem("not-found", "The case is not on the list of this campaign.")
        return target_of(row)

    async def found(id: UUID) -> asyncpg.Record:
        async with desk.pool.acquire() as conn:
            row = await queries.outreach(conn, id)
        if row is None:
            raise Problem("not-found", "There is no such campaign.")
        return row

    return routes


def target_of(row: asyncpg.Record) -> Target:
    """The case on the list from a row of its table."""
    return Target(**{**row, "state": TargetState(row["state"])})
