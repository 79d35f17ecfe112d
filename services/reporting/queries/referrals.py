"""Referrals received in the period, counted by everything that is known of them."""

from collections import defaultdict

import asyncpg

from services.reporting.queries import Rows
from services.reporting.scope import Scope, Step

_FORMATS = {Step.HOUR: 'YYYY-MM-DD"T"HH24', Step.DAY: "YYYY-MM-DD", Step.MONTH: "YYYY-MM"}

_MINE = """
    with mine as materialized (
        select r.received_at, r.kind, r.age_band, r.channel, r.state, r.reason, r.needs,
            coalesce(r.priority, 'unknown') as class,
            case when r.partner is null then 'resident' else coalesce(p.kind, 'unknown') end as source,
            case when r.missed_at is not null or r.decided_at > r.due_at then 'missed'
                 when r.decided_at is not null then 'kept' else 'running' end as clock
        from referral r left join partner p on p.id = r.partner
        where r.received_at >= $1 and r.received_at < $2
          and ($3::uuid is null or r.id in (select unnest(referrals) from social_case where unit = $3))
    )
"""
_COLUMNS = {
    "source": "source", "kind": "kind", "need": "unnest(needs)", "age": "age_band", "channel": "channel",
    "state": "state", "reason": "reason",
}  # fmt: skip


async def counted(conn: asyncpg.Connection, scope: Scope) -> Rows:
    """referrals.by_* and referrals.declined."""
    found = defaultdict(list)
    each = " union all ".join(
        f"select '{name}' as dimension, {column} as value, count(*) as received from mine group by 2"
        for name, column in _COLUMNS.items()
    )
    for row in await conn.fetch(f"{_MINE} {each} order by 1, 2", scope.since, scope.until, scope.unit):
        found[row["dimension"]].append(row)
    declined = [row for row in found.pop("reason", ()) if row["value"] is not None]
    return {"referrals.declined": [{"reason": row["value"], "declined": row["received"]} for row in declined]} | {
        f"referrals.by_{name}": [{name: row["value"], "received": row["received"]} for row in found[name]]
        for name in _COLUMNS
        if name != "reason"
    }


async def over_time(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        f"""
        {_MINE}
        select to_char(received_at at time zone 'Europe/Riga', $4) as time, class, count(*) as received
        from mine group by 1, 2 order by 1, 2
        """,
        scope.since, scope.until, scope.unit, _FORMATS[scope.step],
    )  # fmt: skip
    return {"referrals.over_time": rows}


async def clock(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        f"""
        {_MINE}
        select class, count(*) as received, count(*) filter (where clock = 'kept') as kept,
            count(*) filter (where clock = 'missed') as missed, count(*) filter (where clock = 'running') as running
        from mine group by class order by class
        """,
        scope.since, scope.until, scope.unit,
    )  # fmt: skip
    return {"referrals.clock": rows}
