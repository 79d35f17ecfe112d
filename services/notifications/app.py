"""Notifications, put together."""

from pathlib import Path

import asyncpg

from services.notifications import handlers, queries, reminder_queries
from services.notifications.api import (
    agencies,
    answers,
    changes,
    disclosures,
    follow_ups,
    inbox,
    links,
    notices,
    reminders,
    rulebook,
    why,
)
from services.notifications.api.problems import PROBLEMS
from services.notifications.domain.follow_up import CONSEQUENCE
from services.notifications.rejection import rejection
from services.notifications.rules import rules
from services.notifications.sending import office
from services.notifications.sending.reminders.task import count_reminders, remind
from services.notifications.store import TABLES
from shared.contracts import registry
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream.deciding import Deciding


def work(settings: Settings) -> Deciding:
    return Deciding(
        name="notifications",
        municipality=settings.municipality.slug,
        tables=TABLES,
        rules=rules(settings),
        facts=handlers.FACTS,
        ignored=registry.ignored_by("notifications") | handlers.IGNORED,
        messages=handlers.MESSAGES,
        timers=handlers.COMMANDS,
        replayed=handlers.REPLAYED,
        rejection=rejection,
        consequence=CONSEQUENCE,
    )


async def nothing_is_forgotten(conn: asyncpg.Connection) -> list[str]:
    found = await queries.forgotten(conn)
    return [f"notice {id} waits for a word, and nobody and nothing waits with it" for id in found]


async def notices_are_logged(conn: asyncpg.Connection) -> list[str]:
    return [f"notice {id} was issued, but its fact is not in the log" for id in await queries.unlogged(conn)]


async def reminders_have_their_time(conn: asyncpg.Connection) -> list[str]:
    return [f"reminder {id} is planned, and no timer waits for it" for id in await reminder_queries.forgotten(conn)]


DEFINITION = Definition(
    name="notifications",
    title="Tilts notifications",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [
        notices.router(desk),
        answers.router(desk),
        inbox.router(desk),
        changes.router(desk),
        follow_ups.router(desk),
        links.router(desk),
        disclosures.router(desk),
        rulebook.router(desk),
        why.router(desk),
        agencies.router(desk),
        reminders.router(desk),
    ],
    sources=("intake", "cases"),
    problems=PROBLEMS,
    checks=(nothing_is_forgotten, notices_are_logged, reminders_have_their_time),
    partners_call=True,
    tasks=(office.deliver, office.count, remind, count_reminders),
)
