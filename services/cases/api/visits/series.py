"""Visits that recur: planned as a series, and called off from a day on."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field, StrictInt, StringConstraints

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.shape import View, taking
from services.cases.api.visits.views import VisitView
from services.cases.domain import mode
from services.cases.domain.case import Case
from services.cases.domain.units.staff import Staff
from services.cases.domain.visits import series
from services.cases.domain.visits.planning import Plan
from services.cases.domain.visits.series import Recurrence, Skipped
from services.cases.domain.visits.visit import Visit, VisitState
from services.cases.queries import visits as queries
from shared.calendar import RIGA
from shared.contracts.codes import VisitCancelReason, VisitMode
from shared.contracts.contact_codes import VisitJustification, VisitPlace
from shared.contracts.fields import AtvkCode
from shared.decision import Decision, World
from shared.http import Answer, Command, IfMatch, allow, require_version
from shared.http.written import Day
from shared.runtime.desk import Desk

Weekday = Annotated[StrictInt, Field(ge=1, le=7)]
WallTime = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class Recur(BaseModel):
    """How visits recur. Until a day or a number of them; holidays are skipped."""

    model_config = taking(
        mode="in_person", weekdays=[1, 4], every_weeks=1, at="10:00", first="2026-11-23", count=8
    )  # fmt: skip

    mode: VisitMode
    weekdays: list[Weekday] = Field(min_length=1, max_length=7)
    """1 is Monday."""
    every_weeks: StrictInt = Field(1, ge=1, le=2)
    """1 every week, 2 every other week."""
    at: WallTime
    """By the clock in Riga, whatever its offset is on the day."""
    first: Day
    until: Day | None = None
    """Until this day, or so many as `count`: one of the two."""
    count: StrictInt | None = Field(None, ge=1, le=series.MOST)
    left_out: list[Day] = Field([], max_length=100)
    """Days on which there is none."""
    place: VisitPlace | None = None
    area: AtvkCode | None = None
    companion: UUID | None = None
    justification: VisitJustification | None = None


class EndSeries(BaseModel):
    """From which day on, and why."""

    model_config = taking(from_day="2026-12-01", reason="client_request")

    from_day: Day
    reason: VisitCancelReason


class SkippedView(View):
    """A day of the rule without a visit."""

    day: date
    why: Skipped


class SeriesView(View):
    """The visits of a series that were planned, or called off."""

    series: UUID
    visits: list[VisitView]
    skipped: list[SkippedView]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["visits"], dependencies=[allow(*WORKERS)])

    @routes.post(
        "/cases/{case}/visit-series", status_code=201, response_model=SeriesView, tags=["cases"],
        summary="Plan visits that recur",
    )  # fmt: skip
    async def schedule(case: UUID, wish: Recur, request: Request, command: Command, if_match: IfMatch) -> Response:
        """Each is a visit of its own from then on. The version is the case's."""
        await access.change(desk, request, case)
        rule = Recurrence(
            frozenset(wish.weekdays), wish.every_weeks, time.fromisoformat(wish.at), wish.first, wish.until, wish.count,
            frozenset(wish.left_out),
        )  # fmt: skip
        calendar = desk.rules.calendar
        found, skipped = series.days(rule, calendar)

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())
            planned = [(Visit, series.visit_id(cause, day)) for day in found]
            along = [(Staff, wish.companion)] if wish.companion else []
            template = Plan(wish.mode, cause.time, wish.place, wish.area, wish.companion, wish.justification)

            def decide(world: World) -> Decision:
                seen = world.get(Case, case)
                require_version(if_match, seen.version)
                exception = desk.rules.justified_home_visits(mode.now(world, cause.time), cause.time)
                colleague = world.get(*along[0]) if along else None
                return series.schedule(
                    seen, colleague, template, rule, cause, desk.rules.visits, calendar, exception
                )  # fmt: skip

            decided = await desk.decide(conn, cause, [(Case, case), *planned, *along], decide)
            body = SeriesView(
                series=series.series_id(cause),
                visits=[VisitView.model_validate(decided.world.get(*ref)) for ref in planned],
                skipped=[SkippedView(day=day, why=why) for day, why in skipped],
            )
            return desk.answer(decided, body, 201)

        return await command.run(work)

    @routes.post("/visit-series/{id}/end", response_model=SeriesView, summary="End visits that recur")
    async def end(id: UUID, wish: EndSeries, request: Request, command: Command) -> Response:
        """Those from a day on that have not begun are called off; whatever took place stays."""
        begins = datetime.combine(wish.from_day, time.min, RIGA)
        async with desk.pool.acquire() as conn:
            rows = await queries.of_series(conn, id, begins)
        if not rows:
            raise access.nothing()
        case = (Case, rows[0]["case_id"])
        await access.change(desk, request, case[1])
        refs = [(Visit, row["id"]) for row in rows]

        async def work(conn: asyncpg.Connection) -> Answer:
            cause = command.cause(desk.clock.now())

            def decide(world: World) -> Decision:
                ahead = [world.get(*ref) for ref in refs]
                ahead = [visit for visit in ahead if visit.state in (VisitState.PLANNED, VisitState.CONFIRMED)]
                return series.end(world.get(*case), ahead, wish.reason)

            decided = await desk.decide(conn, cause, [case, *refs], decide)
            ended = [VisitView.model_validate(decided.world.get(*ref)) for ref in refs]
            return desk.answer(decided, SeriesView(series=id, visits=ended, skipped=[]))

        return await command.run(work)

    return routes
