"""Cases, put together."""

from functools import partial
from pathlib import Path

from fastapi import APIRouter

from services.cases import handlers
from services.cases.api import acts, answers, cases, codes, stream, timeline
from services.cases.api.activities import routes as activities
from services.cases.api.assessments import checklists
from services.cases.api.assessments import routes as assessments
from services.cases.api.attendance import marks, sessions, totals
from services.cases.api.attendance import provided as provided_sessions
from services.cases.api.benefits import routes as benefits
from services.cases.api.capacity import routes as capacity
from services.cases.api.capacity.problems import CAPACITY_PROBLEMS
from services.cases.api.caseload import moves, wellbeing
from services.cases.api.caseload import routes as caseload
from services.cases.api.caseload.problems import CASELOAD_PROBLEMS
from services.cases.api.catalogue import routes as catalogue
from services.cases.api.conferences import routes as conferences
from services.cases.api.consents import routes as consents
from services.cases.api.contacts import outreach
from services.cases.api.contacts import routes as contacts
from services.cases.api.documents import routes as documents
from services.cases.api.documents import uploads
from services.cases.api.homecare import provided as provided_care
from services.cases.api.homecare import routes as homecare
from services.cases.api.homecare import weeks
from services.cases.api.mode import routes as mode
from services.cases.api.participants import grants
from services.cases.api.participants import routes as participants
from services.cases.api.places import routes as places
from services.cases.api.plans import crisis, practice, recommendations
from services.cases.api.plans import routes as plans
from services.cases.api.problems import PROBLEMS
from services.cases.api.providers import acts as acts_of_providers
from services.cases.api.providers import routes as providers
from services.cases.api.requests import acts as acts_of_requests
from services.cases.api.requests import paper, standing
from services.cases.api.requests import routes as requests
from services.cases.api.shelter import door
from services.cases.api.shelter import routes as shelter
from services.cases.api.tasks import routes as tasks
from services.cases.api.today import routes as today
from services.cases.api.units import absences, institutions, staff, trainings
from services.cases.api.units import routes as units
from services.cases.api.units.problems import UNIT_PROBLEMS
from services.cases.api.visits import acts as acts_of_visits
from services.cases.api.visits import route, series
from services.cases.api.visits import routes as visits
from services.cases.documents.keeping import checks, keeper_of, sweep_documents
from services.cases.domain.capacity.saying import configure as configure_capacity
from services.cases.domain.catalogue.configured import configure as configure_catalogue
from services.cases.domain.mode.emergency import EmergencyMode, begin
from services.cases.domain.units.configured import configure
from services.cases.queries import agreement
from services.cases.rules import rules
from services.cases.store import TABLES
from shared.contracts import registry
from shared.runtime.definition import Definition
from shared.runtime.desk import Desk
from shared.settings import Settings
from shared.stream.deciding import Deciding


def work(settings: Settings) -> Deciding:
    configured = rules(settings)
    return Deciding(
        name="cases",
        municipality=settings.municipality.slug,
        tables=TABLES,
        rules=configured,
        facts=handlers.FACTS,
        timers=handlers.TIMERS,
        marking=handlers.marking(configured),
        ignored=registry.ignored_by("cases") | handlers.IGNORED,
        commands=handlers.COMMANDS,
        replayed=handlers.REPLAYED,
        keeps_staff=True,
    )


async def bring_in_units_and_staff(desk: Desk) -> None:
    """What the configuration says of units and staff becomes state and facts."""
    await desk.bring_in((*desk.rules.units, *desk.rules.staff), configure)


async def bring_in(desk: Desk) -> None:
    """What has to be there before anything is decided."""
    await bring_in_units_and_staff(desk)
    await desk.bring_in((EmergencyMode(),), begin)
    now = desk.clock.now()
    await desk.bring_in(desk.rules.catalogue, partial(configure_catalogue, at=now))
    await desk.bring_in(desk.rules.capacities, partial(configure_capacity, at=now))


def routers(desk: Desk) -> list[APIRouter]:
    keeper = keeper_of(desk.settings)
    return [
        cases.router(desk),
        acts.router(desk),
        participants.router(desk),
        grants.router(desk),
        answers.router(desk),
        timeline.router(desk),
        today.router(desk),
        codes.router(desk),
        stream.router(desk),
        tasks.router(desk),
        acts_of_visits.router(desk),
        series.router(desk),
        route.router(desk),
        visits.router(desk),
        contacts.router(desk),
        outreach.router(desk),
        conferences.router(desk),
        activities.router(desk),
        units.router(desk),
        institutions.router(desk),
        staff.router(desk),
        absences.router(desk),
        trainings.router(desk),
        catalogue.router(desk),
        capacity.router(desk),
        caseload.router(desk),
        moves.router(desk),
        wellbeing.router(desk),
        mode.router(desk),
        consents.router(desk),
        assessments.router(desk),
        checklists.router(desk),
        plans.router(desk),
        recommendations.router(desk),
        crisis.router(desk),
        practice.router(desk),
        acts_of_requests.router(desk),
        paper.router(desk, keeper),
        requests.router(desk),
        standing.router(desk),
        places.router(desk),
        shelter.router(desk),
        door.router(desk),
        benefits.router(desk),
        providers.router(desk),
        acts_of_providers.router(desk),
        sessions.router(desk),
        marks.router(desk),
        totals.router(desk),
        homecare.router(desk),
        weeks.router(desk),
        provided_sessions.router(desk),
        provided_care.router(desk),
        documents.router(desk, keeper),
        uploads.router(desk, keeper),
    ]


DEFINITION = Definition(
    name="cases",
    title="Tilts cases",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=routers,
    sources=("intake", "notifications"),
    problems=(*PROBLEMS, *UNIT_PROBLEMS, *CASELOAD_PROBLEMS, *CAPACITY_PROBLEMS),
    prepare=bring_in,
    tasks=(sweep_documents,),
    checks=agreement.CHECKS,
    checks_of=checks,
    partners_call=True,
    larger_bodies=lambda settings: {uploads.PATH: settings.documents.max_bytes},
)
