"""Trainings: what is asked for, who has it and until when, and who lacks it."""

from datetime import date
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api.units.scope import must_lead
from services.cases.api.units.views import LackView, TrainingKind, TrainingView
from services.cases.api.units.wishes import RecordTraining
from services.cases.domain.units import training as rules
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, nobody
from services.cases.domain.units.training import Training, training_id
from services.cases.queries import trainings as queries
from services.cases.queries import units as unit_queries
from shared.contracts.fields import RuleCode
from shared.decision import Cause, Decision, World
from shared.http import Command, Page, Paged, Problem, allow
from shared.http.written import Day
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["trainings"])
    leaders = allow(Role.SUPERVISOR, Role.HEAD)
    asked_for = desk.settings.trainings

    @routes.get(
        "/trainings/kinds", response_model=list[TrainingKind], dependencies=[leaders], summary="What is asked for"
    )
    async def kinds() -> list[TrainingKind]:
        """The trainings of the municipality's file, with who needs each."""
        return [
            TrainingKind(code=code, name_lv=one.name.lv, name_en=one.name.en, **one.model_dump(exclude={"name"}))
            for code, one in asked_for.items()
        ]

    @routes.get(
        "/trainings", response_model=Page[TrainingView], dependencies=[leaders], summary="Who has which, until when"
    )
    async def listed(
        paging: Paged,
        staff: UUID | None = None,
        training: RuleCode | None = None,
        unit: UUID | None = None,
        ends_before: Day | None = None,
    ) -> Page[TrainingView]:
        """What runs out first is on top. `unit` includes the units below it."""
        wanted = queries.Wanted(staff, training, unit, ends_before)
        async with desk.pool.acquire() as conn:
            rows = await queries.training(conn, wanted, paging.after(date | None, UUID), paging.fetch)
        return paging.page([TrainingView(**row) for row in rows], place=lambda one: (one.valid_until, one.id))

    @routes.get(
        "/trainings/{training}/lacking", response_model=Page[LackView], dependencies=[leaders],
        summary="Who lacks one",
    )  # fmt: skip
    async def lacking(
        paging: Paged, training: RuleCode, unit: UUID | None = None, on: Day | None = None
    ) -> Page[LackView]:
        """Of those whose role needs it; on a day, today if none is given."""
        if training not in asked_for:
            raise Problem("not-found", "There is no such training.")
        roles, day = list(asked_for[training].needed_by), on or today(desk.clock.now())
        async with desk.pool.acquire() as conn:
            rows = await queries.lacking(conn, training, roles, unit, day, *paging.after(UUID), paging.fetch)
        return paging.page([LackView(**row) for row in rows], place=lambda one: (one.staff,))

    @routes.post(
        "/staff/{staff}/trainings", status_code=201, response_model=TrainingView, dependencies=[leaders],
        summary="Enter a training",
    )  # fmt: skip
    async def record(staff: UUID, wish: RecordTraining, request: Request, command: Command) -> Response:
        async with desk.pool.acquire() as conn:
            who = await unit_queries.one_of_staff(conn, staff, today(desk.clock.now()))
            if who is None:
                raise Problem("not-found", "There is no such member of staff.")
            await must_lead(conn, request, who["unit"])
        record = (Training, training_id(staff, wish.training, wish.completed_on))

        def rule(world: World, cause: Cause) -> Decision:
            if (known := world.get(Staff, staff)) is None:
                raise nobody("/staff")
            return rules.record(
                world.get(*record), known, wish.training, wish.completed_on, wish.valid_until, cause, desk.rules
            )

        path = f"/v1/trainings?staff={staff}"
        return await desk.make(command, record, path, rule, TrainingView, refs=[(Staff, staff)])

    return routes
