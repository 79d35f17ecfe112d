"""How much came from each partner, what of it failed, and what waits, read from the two databases that know."""

from collections import defaultdict

import asyncpg

from deploy.cli.database import connected
from shared.contracts import registry
from shared.contracts.partner import AnswerRejected, MessageRejected
from shared.settings import Settings

COUNTS = ("came", "failed", "parked", "waiting", "notices", "unanswered", "held")
_PARKED = "select substr(source, 9), count(*) from parked where source like 'partner.%' group by 1"
# A receipt that was repeated has the same id, and is one failure.
_FAILED = "select split_part(topic, '.', 3), count(distinct id) from event_log where type = $1 group by 1"
_CAME = "select partner, count(*) from referral where partner is not null group by 1"
_WAITING = "select partner, count(*) from referral where partner is not null and state = 'received' group by 1"
_NOTICES = "select agency, count(*) from notice group by 1"
_UNANSWERED = "select agency, count(*) from notice where state in ('issued', 'delivered') group by 1"
# Of a partner without access; the same as what a worker of notifications passes over.
_HELD = """
select agency, count(*) from delivery d join partner p on p.id = d.agency
where d.open and p.state <> 'active' group by 1
"""
_DAYS = """
with came as (
    select (received_at at time zone 'Europe/Riga')::date as day, count(*) as came from referral
    where partner = $1 group by 1
), failed as (
    select (time at time zone 'Europe/Riga')::date as day, count(distinct id) as failed from event_log
    where topic = $2 and type = $3 group by 1
)
select day::text, coalesce(came, 0) as came, coalesce(failed, 0) as failed from came full join failed using (day)
order by day desc limit 14
"""


async def by_day(settings: Settings, partner: str) -> list[dict]:
    """Referrals that came and messages that failed, of the last fourteen days of Riga on which there was any."""
    topic = registry.topics_of(MessageRejected)[0].named(settings.municipality.slug, partner)
    async with connected(settings, "intake") as conn:
        return [dict(row) for row in await conn.fetch(_DAYS, partner, topic, MessageRejected.type)]


async def last_receipt_read(settings: Settings, partner: str) -> str | None:
    """When the partner last told us over HTTP that it had read on; None when it never did, by Kafka say."""
    async with connected(settings, "intake") as conn:
        at = await conn.fetchval("select at from receipt_read where partner = $1", partner)
    return at and at.isoformat(timespec="seconds")


async def counts(settings: Settings) -> dict[str, dict[str, int]]:
    """By partner, then by the names in COUNTS; what is zero is left out. Raises Failure when PostgreSQL is away.

    `came` are referrals by every door; `failed` are messages on topics that got a rejection, `parked` those of them
    that are still kept; `waiting` are undecided referrals, `unanswered` notices nobody has acknowledged, `held` those
    that are not sent because it has no access.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    async with connected(settings, "intake") as conn:
        await _add(found, conn, {"came": _CAME, "waiting": _WAITING, "parked": _PARKED})
        await _add(found, conn, {"failed": _FAILED}, MessageRejected.type)
    async with connected(settings, "notifications") as conn:
        await _add(found, conn, {"notices": _NOTICES, "unanswered": _UNANSWERED, "held": _HELD, "parked": _PARKED})
        await _add(found, conn, {"failed": _FAILED}, AnswerRejected.type)
    return found


async def _add(found: dict, conn: asyncpg.Connection, asked: dict[str, str], *arguments: str) -> None:
    for name, query in asked.items():
        for partner, count in await conn.fetch(query, *arguments):
            found[partner][name] = found[partner].get(name, 0) + count
