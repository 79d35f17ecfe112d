"""Intake, put together."""

from pathlib import Path

import asyncpg

from services.intake import handlers
from services.intake.api import acts, partners, queue, receipts, referrals, sender
from services.intake.api.feedback import campaigns, gifts, moderation
from services.intake.api.feedback.problems import FEEDBACK_PROBLEMS
from services.intake.api.fhir import door as fhir
from services.intake.api.people import acts as people_acts
from services.intake.api.people import households
from services.intake.api.people import reads as people
from services.intake.api.people.problems import PEOPLE_PROBLEMS
from services.intake.api.problems import PROBLEMS
from services.intake.api.registers import aggregates, register_counts
from services.intake.api.residents import calls, concerns, contact, reporter
from services.intake.api.residents.problems import RESIDENT_PROBLEMS
from services.intake.domain.feedback.campaign import begin, counters
from services.intake.domain.partners import configure
from services.intake.indexing import index_people
from services.intake.queries import feedback as feedback_queries
from services.intake.queries import people as people_queries
from services.intake.queries import referrals as queries
from services.intake.rejection import rejection
from services.intake.rules import rules
from services.intake.store import TABLES, forget_buckets
from shared.contracts import registry
from shared.runtime.definition import Definition
from shared.runtime.desk import Desk
from shared.settings import Settings
from shared.stream.deciding import Deciding


def work(settings: Settings) -> Deciding:
    return Deciding(
        name="intake",
        municipality=settings.municipality.slug,
        tables=TABLES,
        rules=rules(settings),
        facts=handlers.FACTS,
        ignored=registry.ignored_by("intake") | handlers.IGNORED,
        messages=handlers.MESSAGES,
        timers=handlers.TIMERS,
        commands=handlers.COMMANDS,
        replayed=handlers.REPLAYED,
        rejection=rejection,
    )


async def bring_in_configuration(desk: Desk) -> None:
    """What the configuration says of partners becomes state and facts, and each campaign gets what counts for it."""
    await desk.bring_in(desk.rules.partners, configure)
    await desk.bring_in(counters(desk.rules), begin)


async def receipts_are_out(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`."""
    numbers = await queries.without_receipt(conn)
    return [f"referral {number} went on, but its partner's receipt is not in the log" for number in numbers]


async def places_follow_the_log(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`."""
    wrong = await feedback_queries.out_of_place(conn)
    return [f"answer {id} stands at another place than in the log: somebody else's gift hangs on it" for id in wrong]


async def links_follow_the_log(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`."""
    wrong = await people_queries.links_out_of_step(conn)
    return [f"pair {id} is linked here and not in the log, or the other way round" for id in wrong]


_ROOMS = (
    *(referrals, sender, receipts, queue, acts, reporter, partners),
    *(people, people_acts, households),
    *(concerns, contact, calls),
    fhir,
    aggregates,
    *(campaigns, moderation, gifts, register_counts),
)

DEFINITION = Definition(
    name="intake",
    title="Tilts intake",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [room.router(desk) for room in _ROOMS],
    sources=("cases", "notifications"),
    problems=(*PROBLEMS, *PEOPLE_PROBLEMS, *RESIDENT_PROBLEMS, *FEEDBACK_PROBLEMS),
    forget=(forget_buckets,),
    checks=(receipts_are_out, places_follow_the_log, links_follow_the_log),
    partners_call=True,
    prepare=bring_in_configuration,
    tasks=(index_people,),
)
