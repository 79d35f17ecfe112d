"""Whose work may make them ill, for the head of the service alone: no figure, no page and no file has it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import Field

from services.reporting.api.asked import Asked, impossible
from services.reporting.api.found import BEING_BUILT, seen
from services.reporting.api.views import View
from services.reporting.queries.workload import Carrying, carrying
from services.reporting.reports.asking import Asking
from shared.caseload.strain import Reason
from shared.contracts.codes import StaffRole
from shared.http import allow, audit_read
from shared.runtime.desk import Desk
from shared.security import Role


class WorkerView(View):
    """What somebody carries, and the signs that it is too much."""

    worker: UUID
    unit: UUID
    role: StaffRole
    cases: int
    visits: int
    """Visits, and contacts that reached somebody, in the window before the end of the period."""
    load: int = Field(examples=[126])
    """In percent of a full load."""
    violence: int | None = Field(examples=[40])
    """Share of cases with violence, in percent; null without cases."""
    after_hours: int | None = Field(examples=[25])
    """Share of visits and contacts outside office hours, in percent; null without any."""
    reasons: list[Reason]
    strained: bool


class Workers(View):
    """Everybody, whoever has most reasons first; and by which rule they are judged."""

    rule: str | None = Field(examples=["strain-2021"])
    """The rule that holds on the last day; null where the municipality has none."""
    source: str | None
    workers: list[WorkerView]


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/workload", tags=["workload"])

    @routes.get(
        "/workers", response_model=Workers, dependencies=[allow(Role.HEAD, personal_data=True)],
        summary="Whose work may make them ill", responses=BEING_BUILT,
    )  # fmt: skip
    async def workers(request: Request, asked: Annotated[Asked, Query()]) -> Workers:
        """At the end of the period. Reading is recorded with whom it was about."""
        async with seen(desk, asked.as_of) as (conn, now):
            ask = Asking(conn, asked.scope(now), desk.rules)
            await _must_be_possible(ask)
            everybody = await carrying(ask)
        async with desk.pool.acquire() as conn:
            await audit_read(conn, request, [one.worker.staff for one in everybody])
        rule = desk.rules.caseload.strain_on(ask.scope.day)
        ordered = sorted(everybody, key=lambda one: (-len(one.signal.reasons), -one.signal.load.percent))
        return Workers(rule=rule and rule.code, source=rule and rule.source, workers=list(map(_view, ordered)))

    return routes


async def _must_be_possible(ask: Asking) -> None:
    """Raises Problem 422 for filters that fit nobody at work, and for a unit or territory that nobody has heard of."""
    if ask.scope.group or ask.scope.mode:
        field = "group" if ask.scope.group else "mode"
        raise impossible(field, "narrows cases, and nobody works for one target group or in one mode")
    [known] = await ask.rows(f"select count(*) as units from unit u where {ask.units('u.id')}")
    if not known["units"] and ask.scope.is_narrowed:
        raise impossible("unit" if ask.scope.unit else "territory", "is none that a unit is known by")


def _view(one: Carrying) -> WorkerView:
    load = one.signal.load
    return WorkerView(
        worker=load.staff, unit=load.unit, role=load.role, cases=load.cases, visits=load.visits, load=load.percent,
        violence=load.violence, after_hours=load.after_hours, reasons=list(one.signal.reasons),
        strained=one.signal.strained,
    )  # fmt: skip
