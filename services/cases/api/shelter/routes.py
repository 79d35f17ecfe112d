"""Night shelters read: free beds for anybody, tonight and past nights for staff, guests for whoever works with them."""

import json
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query, Request, Response

from services.cases.api import access
from services.cases.api.access import READERS
from services.cases.api.catalogue.fresh import NOT_MODIFIED, IfNoneMatch, fresh
from services.cases.api.shelter import reading
from services.cases.api.shelter.views import FreeBeds, FreeBedsView, GuestEntry, NightView, TonightView
from services.cases.domain.access import Part
from services.cases.queries import shelter as queries
from services.cases.queries.units import units_of
from shared.contracts.fields import PublicLabel
from shared.decision import Refusal
from shared.http import Page, Paged, Problem, actor_of, allow, etag, public
from shared.http.written import Day
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["shelter"])
    readers, personal = allow(*READERS), allow(*READERS, personal_data=True)

    @routes.get(
        "/free-beds", response_model=FreeBeds, dependencies=[public()], responses=NOT_MODIFIED,
        summary="Where a bed is free now",
    )  # fmt: skip
    async def free(known: IfNoneMatch = None) -> Response:
        """For anybody, some minutes old at most. A shelter whose place is restricted is not among them."""
        now, found = desk.clock.now(), []
        async with desk.pool.acquire() as conn:
            for row in await queries.shelters(conn):
                if not row["restricted"]:
                    one = reading.as_of(desk, row, now)
                    seen = TonightView.of(await one.night(conn), one.beds, one.rule)
                    name = PublicLabel(**json.loads(row["name"]))
                    found.append(FreeBedsView(offer=one.offer, name=name, begins_on=one.tonight, free=seen.free))
        return fresh(FreeBeds(shelters=found), None, known)

    @routes.get("/shelters/{offer}", response_model=TonightView, dependencies=[readers], summary="Tonight, by counts")
    async def tonight(offer: UUID, response: Response) -> TonightView:
        """Who is here by counts, and what is free. A night belongs to the day on which it begins."""
        async with desk.pool.acquire() as conn:
            one = await reading.shelter(desk, conn, offer, desk.clock.now())
            night = await one.night(conn)
        response.headers["ETag"] = etag(night.version)
        return TonightView.of(night, one.beds, one.rule)

    @routes.get(
        "/shelter-nights", response_model=Page[NightView], dependencies=[readers], summary="Nights, the newest first"
    )
    async def nights(
        paging: Paged,
        offer: Annotated[UUID | None, Query(description="Only at this shelter")] = None,
        begins: Annotated[Day | None, Query(description="That began on this day or later")] = None,
        ends: Annotated[Day | None, Query(description="That began on this day or earlier")] = None,
        closed: Annotated[bool | None, Query(description="Only closed ones, or only open ones")] = None,
    ) -> Page[NightView]:
        """In which something happened. Whoever forgot to close one finds it with `closed=false`."""
        async with desk.pool.acquire() as conn:
            after = paging.after(date, UUID)
            found = await queries.nights(conn, offer, begins, ends, closed, after, paging.fetch)
        return paging.page([NightView.of(one) for one in found], place=lambda one: (one.begins_on, one.id))

    @routes.get("/shelter-nights/{night}", response_model=NightView, dependencies=[readers], summary="One night")
    async def one(night: UUID, response: Response) -> NightView:
        async with desk.pool.acquire() as conn:
            found = await queries.night(conn, night)
        if found is None:
            raise Problem("not-found", "There is no such night.")
        response.headers["ETag"] = etag(found.version)
        return NightView.of(found)

    @routes.get(
        "/shelter-nights/{night}/guests", response_model=Page[GuestEntry], dependencies=[personal],
        summary="The guests of a night, as they came",
    )  # fmt: skip
    async def guests(
        night: UUID,
        request: Request,
        paging: Paged,
        here: Annotated[bool | None, Query(description="Only those who have not left, or only those who have")] = None,
    ) -> Page[GuestEntry]:
        """By an id of this night, and what they wish to be called: for whoever works there, and the head. It is
        recorded."""
        async with desk.pool.acquire() as conn:
            found = await queries.night(conn, night)
            if found is None:
                raise Problem("not-found", "There is no such night.")
            await must_work_there(conn, request, found.offer)
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            rows = await queries.guests(conn, sight, night, here, paging.after(datetime, UUID), paging.fetch)
            await access.record(conn, request, [night, *(row["seen_case"] for row in rows if row["seen_case"])])
        return _page(paging, rows)

    @routes.get(
        "/cases/{case}/shelter-guests", response_model=Page[GuestEntry], dependencies=[personal],
        summary="In which nights somebody of a case slept in a shelter",
    )  # fmt: skip
    async def of_case(case: UUID, request: Request, paging: Paged) -> Page[GuestEntry]:
        """As far as they were known, the last first."""
        async with desk.pool.acquire() as conn:
            await access.read(conn, request, case, Part.SUMMARY, desk.clock.now())
            rows = await queries.nights_of_case(conn, case, paging.after(datetime, UUID), paging.fetch)
        return _page(paging, rows)

    @routes.get("/shelter-guests/{guest}", response_model=GuestEntry, dependencies=[personal], summary="One guest")
    async def guest(guest: UUID, request: Request, response: Response) -> GuestEntry:
        """For whoever works there, and the head. It is recorded."""
        async with desk.pool.acquire() as conn:
            sight = await access.sight(conn, actor_of(request), desk.clock.now())
            row = await queries.guest_shown(conn, sight, guest)
            if row is None:
                raise Problem("not-found", "There is no such guest.")
            await must_work_there(conn, request, row["offer"])
            await access.record(conn, request, [id for id in (guest, row["seen_case"]) if id])
        response.headers["ETag"] = etag(row["version"])
        return _entry(row)

    async def must_work_there(conn: asyncpg.Connection, request: Request, offer: UUID) -> None:
        """Raises the Refusal of somebody who neither works in the unit of a shelter, or above it, nor is the head."""
        actor = actor_of(request)
        staff = access.staff_of(actor)
        unit = (await reading.shelter(desk, conn, offer, desk.clock.now())).row["unit"]
        if Role.HEAD not in actor.roles and (staff is None or unit not in await units_of(conn, staff)):
            raise Refusal(
                code="shelter-of-others", status=403, title="Who sleeps there is read by whoever works there",
                detail="Ask the shelter; of somebody of a case that you see, the case shows the nights.",
            )  # fmt: skip

    return routes


def _entry(row: asyncpg.Record) -> GuestEntry:
    return GuestEntry(**{**row, "case": row["seen_case"]})


def _page(paging: Paged, rows: list[asyncpg.Record]) -> Page[GuestEntry]:
    return paging.page([_entry(row) for row in rows], place=lambda one: (one.let_in_at, one.id))
