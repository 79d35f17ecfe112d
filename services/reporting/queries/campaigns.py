"""Answers to campaigns, whenever they were given: a campaign has a period of its own."""

from collections.abc import Mapping
from typing import Any

import asyncpg


async def campaigns(conn: asyncpg.Connection) -> list[dict[str, Any]]:
    """One entry for each campaign that was answered: all answers, positive ones, by role, and thanks by worker."""
    totals = await conn.fetch(
        """
        select campaign, kind, count(*) as answers, count(*) filter (where life_improved = 'yes') as positive,
            count(*) filter (where life_improved = 'partly') as partly,
            count(*) filter (where life_improved = 'no') as negative, count(collected_at) as gifts_collected
        from campaign_answer group by campaign, kind order by campaign, kind
        """
    )
    roles = await conn.fetch("select campaign, kind, role, count(*) from campaign_answer group by 1, 2, 3 order by 3")
    workers = await conn.fetch(
        """
        select campaign, kind, worker, count(*) as submitted, count(*) filter (where verdict = 'approved') as approved,
            count(*) filter (where verdict = 'hidden') as hidden
        from campaign_answer where worker is not null group by 1, 2, 3 order by 4 desc, 3
        """
    )
    return [
        {
            **total,
            "roles": {row["role"]: row["count"] for row in _of(total, roles)},
            "workers": [dict(row) for row in _of(total, workers)],
        }
        for total in totals
    ]


def _of(total: Mapping[str, Any], rows: list[asyncpg.Record]) -> list[asyncpg.Record]:
    return [row for row in rows if (row["campaign"], row["kind"]) == (total["campaign"], total["kind"])]
