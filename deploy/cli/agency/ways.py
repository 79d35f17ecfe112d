"""The ways to agencies in the database of notifications: read, and changed by the very rules that the API goes by."""

import asyncio
from collections.abc import Awaitable, Callable
from uuid import uuid4

import asyncpg

from deploy.cli.database import connected
from deploy.cli.exits import Exit, Failure
from services.notifications import agencies
from services.notifications.api.agency_views import AgencyView
from services.notifications.app import work
from services.notifications.domain.operating import Way
from shared.calendar import SystemClock
from shared.contracts.agency_channel_codes import ChannelReason
from shared.contracts.codes import NoticeChannel
from shared.decision import Cause, Decision, Ref, Refusal, World
from shared.settings import Settings
from shared.stream import command

Rule = Callable[[World, Way, ChannelReason, Cause], Decision]
Found = Callable[[asyncpg.Connection, Cause], Awaitable[Decision]]
"""Decides by what the database says waits, or went."""


async def seen(settings: Settings) -> dict[str, AgencyView]:
    """Every agency that is told of cases, by code. Raises Failure when PostgreSQL is away."""
    async with connected(settings, "notifications") as conn:
        return await _seen(conn, settings)


def switch(settings: Settings, way: Way, reason: ChannelReason, rule: Rule) -> AgencyView:
    """Let `rule` decide; the agency as it stands then. Running services go by it at once.

    Raises Failure when the rule says no, there is no such agency or channel, or PostgreSQL is away.
    """

    async def run() -> AgencyView:
        async with connected(settings, "notifications") as conn, conn.transaction():
            cause = await _cause(conn, settings, way.agency, way.channel)
            await _decide(conn, settings, cause, list(way.refs), lambda world: rule(world, way, reason, cause))
            return (await _seen(conn, settings))[way.agency]

    try:
        return asyncio.run(run())
    except Refusal as refusal:
        raise Failure(Exit.USAGE, refusal.title, refusal.detail, _look(way.agency)) from None


def move(settings: Settings, agency: str, decide: Found, channel: NoticeChannel | None = None) -> int:
    """Let what waits or went be dealt with; how many notices that is. The running service does it one by one.

    Raises Failure when there is no such agency or channel, or PostgreSQL is away.
    """

    async def run() -> int:
        async with connected(settings, "notifications") as conn, conn.transaction():
            cause = await _cause(conn, settings, agency, channel)
            decision = await decide(conn, cause)
            await _decide(conn, settings, cause, [], lambda world: decision)
            return decision.facts[0].notices

    return asyncio.run(run())


async def _seen(conn: asyncpg.Connection, settings: Settings) -> dict[str, AgencyView]:
    found = await agencies.agencies(conn, settings, settings.calendar.clock().now())
    return {code: AgencyView.of(agency, SystemClock().now()) for code, agency in found.items()}


async def _cause(
    conn: asyncpg.Connection, settings: Settings, agency: str, channel: NoticeChannel | None = None
) -> Cause:
    """A person at the command line. Raises Failure when there is no such agency, or it has no such channel."""
    found = (await _seen(conn, settings)).get(agency)
    if found is None:
        raise unknown(agency)
    if channel and channel not in [one.channel for one in found.channels]:
        raise Failure(Exit.USAGE, f"{agency} is not told by {channel}", "", _look(agency))
    id = uuid4()
    return Cause(id, settings.calendar.clock().now(), str(id), "cli")


async def _decide(
    conn: asyncpg.Connection, settings: Settings, cause: Cause, refs: list[Ref], rule: Callable[[World], Decision]
) -> None:
    decided = await command.decide(conn, work(settings), settings.log.partitions, cause, refs, rule)
    await decided.append(conn)


def unknown(agency: str) -> Failure:
    """What is said of an agency that is not there."""
    return Failure(Exit.USAGE, f"no agency {agency} is told of anything", "", "tilts agency list")


def _look(agency: str) -> str:
    return f"see how it can be reached: tilts agency show {agency}"
