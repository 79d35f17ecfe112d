"""A partner's standing in intake's database: read, and changed by the very rules that the API goes by."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from uuid import uuid4

import asyncpg
from pydantic import TypeAdapter

from deploy.cli.database import connected
from deploy.cli.exits import Exit, Failure
from services.intake.app import work
from services.intake.queries import partners as partner_queries
from shared.decision import Cause, Decision, Refusal
from shared.partnership import Partner
from shared.settings import Settings
from shared.stream import command

_PARTNERS = TypeAdapter(list[Partner])
Rule = Callable[[Partner | None, int, Cause], Decision]
"""Decides about a partner, given how many of its referrals are open."""


async def standings(conn: asyncpg.Connection) -> dict[str, Partner]:
    """Every partner that intake knows, those that were removed as well, by code."""
    text = await conn.fetchval("select coalesce(json_agg(p order by id)::text, '[]') from partner p")
    return {partner.id: partner for partner in _PARTNERS.validate_json(text)}


async def standing(settings: Settings, code: str) -> Partner | None:
    """How a partner stands; None when intake has not heard of it. Raises Failure when PostgreSQL is away."""
    async with connected(settings, "intake") as conn:
        return (await standings(conn)).get(code)


def change(settings: Settings, code: str, rule: Rule) -> Partner:
    """Let `rule` decide; the partner as it stands then. Running services go by it at once.

    Raises Failure when the rule says no or PostgreSQL is away.
    """
    try:
        return asyncio.run(_change(settings, code, rule))
    except Refusal as refusal:
        raise Failure(
            Exit.USAGE, refusal.title, refusal.detail, f"see how it stands: tilts partner show {code}"
        ) from None


async def _change(settings: Settings, code: str, rule: Rule) -> Partner:
    id, target = uuid4(), (Partner, code)
    cause = Cause(id, settings.calendar.clock().now(), str(id), "cli")
    async with connected(settings, "intake") as conn, conn.transaction():
        still_open = await partner_queries.still_open(conn, code)
        decided = await command.decide(
            conn, work(settings), settings.log.partitions, cause, [target],
            lambda world: rule(world.get(*target), still_open, cause),
        )  # fmt: skip
        await decided.append(conn)
        return decided.world.get(*target)


def known(rule: Callable[[Partner, int, Cause], Decision], code: str) -> Rule:
    """The same rule, for a partner that intake must have heard of."""

    def decide(seen: Partner | None, still_open: int, cause: Cause) -> Decision:
        if seen is None:
            raise Failure(
                Exit.USAGE, f"intake knows no partner {code}", "it is told of a new one when it starts",
                "tilts partner list",
            )  # fmt: skip
        return rule(seen, still_open, cause)

    return decide


def if_reachable(asked: Coroutine[Any, Any, Any]) -> tuple[Any, Failure | None]:
    """What was asked for, or None and why it could not be had: a command that can do without goes on."""
    try:
        return asyncio.run(asked), None
    except Failure as failure:
        return None, failure
