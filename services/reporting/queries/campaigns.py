"""Answers to campaigns, of any days or of all: a campaign has a period of its own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import asyncpg

_MINE = """
    campaign_answer where (campaign, kind) in (select * from unnest($1::text[], $2::text[]))
    and ($3::timestamptz is null or answered_at >= $3) and ($4::timestamptz is null or answered_at < $4)
"""


async def campaigns(
    conn: asyncpg.Connection,
    days: tuple[datetime | None, datetime | None],
    only: tuple[str | None, str | None],
    after: tuple[str | None, str | None],
    limit: int,
) -> list[dict[str, Any]]:
    """One entry for each campaign that was answered: all answers, positive ones, by role, and thanks by worker.

    `days` are an instant and the one after them, `only` a campaign and a kind, `after` those of the last entry before.
    """
    totals = await conn.fetch(
        """
        select campaign, kind, count(*) as answers, count(*) filter (where life_improved = 'yes') as positive,
            count(*) filter (where life_improved = 'partly') as partly,
            count(*) filter (where life_improved = 'no') as negative, count(collected_at) as gifts_collected
        from campaign_answer
        where ($1::timestamptz is null or answered_at >= $1) and ($2::timestamptz is null or answered_at < $2)
          and ($3::text is null or campaign = $3) and ($4::text is null or kind = $4)
          and ($5::text is null or (campaign, kind) > ($5, $6))
        group by campaign, kind order by campaign, kind limit $7
        """,
        *days, *only, *after, limit,
    )  # fmt: skip
    mine = [row["campaign"] for row in totals], [row["kind"] for row in totals], *days
    roles = await conn.fetch(f"select campaign, kind, role, count(*) from {_MINE} group by 1, 2, 3 order by 3", *mine)
    workers = await conn.fetch(
        f"""
        select campaign, kind, worker, count(*) as submitted, count(*) filter (where verdict = 'approved') as approved,
            count(*) filter (where verdict = 'hidden') as hidden
        from {_MINE} and worker is not null group by 1, 2, 3 order by 4 desc, 3
        """,
        *mine,
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
