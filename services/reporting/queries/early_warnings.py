"""Kinds of which there were more than usual. They are the whole municipality's: no unit has a part of them."""

from datetime import date

import asyncpg

from services.reporting.reports.asking import Asking, counts


@counts("referrals.early_warnings")
async def raised(ask: Asking):
    """Those of the days of the period."""
    rows = await ask.rows(f"""
        select day::text as time, kind, counted, (usual + 500) / 1000 as usual from early_warning
        where day between :first and :last and {not ask.scope.is_narrowed} order by day, kind
    """)
    return {"referrals.early_warnings": rows}


async def listed(
    conn: asyncpg.Connection,
    days: tuple[date | None, date | None],
    kind: str | None,
    after: tuple[date | None, str | None],
    limit: int,
) -> list[asyncpg.Record]:
    """All of them, or those of the days from a first to a last, or of one kind, oldest first."""
    return await conn.fetch(
        """
        select kind, day, window_days, counted, baseline_days, usual, rule from early_warning
        where ($1::date is null or day >= $1) and ($2::date is null or day <= $2)
          and ($3::text is null or kind = $3) and ($4::date is null or (day, kind) > ($4, $5))
        order by day, kind limit $6
        """,
        *days, kind, *after, limit,
    )  # fmt: skip


QUERIES = (raised,)
