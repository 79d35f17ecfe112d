"""The mode of the service: what holds now, every period of emergency, and the dated switch."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Response
from pydantic import TypeAdapter

from services.cases.api.mode.views import (
    EndEmergency,
    ModeEntry,
    ModeView,
    PeriodEntry,
    PeriodView,
    PreviewView,
    RulesView,
    SwitchToEmergency,
)
from services.cases.domain.mode import ID, emergency
from services.cases.domain.mode.emergency import EmergencyMode
from services.cases.domain.mode.periods import Period, PeriodState, mode_at, overlap, period_at
from services.cases.queries import mode as queries
from shared.calendar import RIGA
from shared.contracts.mode_codes import EmergencyReason, ServiceMode
from shared.http import Command, IfMatch, Problem, allow, etag
from shared.http.written import Instant
from shared.runtime.desk import Desk
from shared.security import Role

EVERYBODY = (Role.SOCIAL_WORKER, Role.SUPERVISOR, Role.HEAD, Role.INTAKE_WORKER, Role.OPERATOR)
MODE = (EmergencyMode, ID)
AS_JSON = TypeAdapter(EmergencyMode)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/mode", tags=["mode"])
    readers, leaders = allow(*EVERYBODY), allow(Role.SUPERVISOR, Role.HEAD)

    @routes.get("", response_model=ModeEntry, dependencies=[readers], summary="The mode that the service works in now")
    async def current(response: Response) -> ModeView:
        view = shown(await stored(), ModeEntry, PeriodEntry)
        response.headers["ETag"] = etag(view.version)
        return view

    @routes.get(
        "/periods", response_model=list[PeriodEntry], dependencies=[readers], summary="Every emergency, newest first"
    )
    async def periods(state: PeriodState | None = None) -> list[PeriodEntry]:
        now = desk.clock.now()
        views = [PeriodEntry.at(period, now) for period in reversed((await stored()).periods)]
        return [view for view in views if state in (None, view.state)]

    @routes.get(
        "/preview",
        response_model=PreviewView,
        dependencies=[readers],
        summary="What a switch to emergency would change",
    )
    async def preview(from_at: Instant | None = None, until_at: Instant | None = None) -> PreviewView:
        """Changes nothing. Without `from_at` from now on, without `until_at` for ever."""
        now, mode = desk.clock.now(), await stored()
        wanted = Period(UUID(int=0), EmergencyReason.OTHER, "", from_at or now, until_at, now)
        then = rules_of(ServiceMode.EMERGENCY, wanted.from_at)
        async with desk.pool.acquire() as conn:
            visits = await queries.home_visits(conn, wanted.from_at, until_at)
        return PreviewView(
            overlaps=[other.id for other in mode.periods if overlap(other, wanted)],
            rules_now=rules_of(mode_at(mode.periods, now), now), rules_then=then, home_visits=visits,
        )  # fmt: skip

    @routes.post(
        "/periods", status_code=201, response_model=ModeView, dependencies=[leaders],
        summary="Switch to emergency mode, now or at an instant to come",
    )  # fmt: skip
    async def switch(wish: SwitchToEmergency, command: Command, if_match: IfMatch) -> Response:
        """From then on every fact carries the mode, and its rules hold. Refused in the past, and while another one
        holds."""
        return await desk.change(
            command, MODE, if_match,
            lambda mode, _, cause: emergency.plan(
                mode, wish.reason, wish.source, wish.from_at, wish.until_at, cause, desk.rules
            ),
            shown, made=(MODE, "/v1/mode"),
        )  # fmt: skip

    @routes.post(
        "/periods/{period}/end", response_model=ModeView, dependencies=[leaders],
        summary="End it, now or at an instant to come",
    )  # fmt: skip
    async def end(period: UUID, wish: EndEmergency, command: Command, if_match: IfMatch) -> Response:
        """Earlier or later than was said; one that has not begun by then is called off."""
        return await desk.change(
            command, MODE, if_match,
            lambda mode, _, cause: emergency.end(mode, found(mode, period), wish.at, cause, desk.rules), shown,
        )  # fmt: skip

    def found(mode: EmergencyMode, id: UUID) -> Period:
        for period in mode.periods:
            if period.id == id:
                return period
        raise Problem("not-found", "There is no such period of emergency.")

    def shown(
        mode: EmergencyMode, view: type[ModeView] = ModeView, of_period: type[PeriodView] = PeriodView
    ) -> ModeView:
        now = desk.clock.now()
        period = period_at(mode.periods, now)
        next_one = next((p for p in mode.periods if p.state_at(now) is PeriodState.PLANNED), None)
        in_force = mode_at(mode.periods, now)
        return view(
            mode=in_force, period=period and of_period.at(period, now), next=next_one and of_period.at(next_one, now),
            rules=rules_of(in_force, now), version=mode.version,
        )  # fmt: skip

    def rules_of(mode: ServiceMode, time: datetime) -> RulesView:
        rule = desk.rules.modes.on(time.astimezone(RIGA).date(), mode)
        return RulesView(
            mode=mode, home_visit_needs_justification=bool(rule and rule.home_visit_needs_justification),
            prolongs={kind: str(term) for kind, term in (rule.prolongs if rule else {}).items()},
            source=rule and rule.source,
        )  # fmt: skip

    async def stored() -> EmergencyMode:
        async with desk.pool.acquire() as conn:
            return AS_JSON.validate_json(await queries.mode(conn))

    return routes
