"""Intake, put together."""

from pathlib import Path

import asyncpg

from services.intake import handlers, queries
from services.intake.api import people, queue, referrals
from services.intake.rejection import rejection
from services.intake.rules import rules
from services.intake.store import TABLES
from shared.contracts import registry
from shared.runtime.definition import Definition
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
        replayed=handlers.REPLAYED,
        rejection=rejection,
    )


async def receipts_are_out(conn: asyncpg.Connection) -> list[str]:
    return [
        f"referral {number} is decided, but its receipt is not in the log"
        for number in await queries.without_receipt(conn)
    ]


DEFINITION = Definition(
    name="intake",
    title="Tilts intake",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [referrals.router(desk), queue.router(desk), people.router(desk)],
    sources=("cases", "notifications"),
    checks=(receipts_are_out,),
)
