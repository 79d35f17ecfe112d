"""How much came from each partner, what of it failed, and what waits, read from the two databases that know."""

from collections import defaultdict

import asyncpg

from deploy.cli.database import connected
from shared.contracts.partner import AnswerRejected, MessageRejected
from shared.settings import Settings

COUNTS = ("came", "failed", "parked", "waiting", "notices", "unanswered")
_PARKED = "select substr(source, 9), count(*) from parked where source like 'partner.%' group by 1"
# A receipt that was repeated has the same id, and is one failure.
_FAILED = "select split_part(topic, '.', 3), count(distinct id) from event_log where type = $1 group by 1"
_CAME = "select partner, count(*) from referral where partner is not null group by 1"
_WAITING = "select partner, count(*) from referral where partner is not null and state = 'received' group by 1"
_NOTICES = "select agency, count(*) from notice group by 1"
_UNANSWERED = "select agency, count(*) from notice where state in ('issued', 'delivered') group by 1"


async def counts(settings: Settings) -> dict[str, dict[str, int]]:
    """By partner, then by the names in COUNTS; what is zero is left out. Raises Failure when PostgreSQL is away.

    `came` are referrals by every door; `failed` are messages on topics that got a rejection, `parked` those of them
    that are still kept; `waiting` are undecided referrals, `unanswered` notices nobody has acknowledged.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    async with connected(settings, "intake") as conn:
        await _add(found, conn, {"came": _CAME, "waiting": _WAITING, "parked": _PARKED})
        await _add(found, conn, {"failed": _FAILED}, MessageRejected.type)
    async with connected(settings, "notifications") as conn:
        await _add(found, conn, {"notices": _NOTICES, "unanswered": _UNANSWERED, "parked": _PARKED})
        await _add(found, conn, {"failed": _FAILED}, AnswerRejected.type)
    return found


async def _add(found: dict, conn: asyncpg.Connection, asked: dict[str, str], *arguments: str) -> None:
    for name, query in asked.items():
        for partner, count in await conn.fetch(query, *arguments):
            found[partner][name] = found[partner].get(name, 0) + count
