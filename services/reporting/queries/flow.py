"""From referral to first visit, what could not be processed, and the sums at the top of the page."""

import asyncpg

from services.reporting.queries import Rows
from services.reporting.scope import Scope


async def turnaround(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        """
        with first_case as (
            select referral, min(opened_at) as opened_at
            from social_case, unnest(referrals) referral
            -- No case is opened before the referral it grows from.
            where opened_at >= $1 and ($3::uuid is null or unit = $3) group by referral
        ), mine as (
            select r.received_at, r.decided_at, c.opened_at
            from referral r left join first_case c on c.referral = r.id
            where r.received_at >= $1 and r.received_at < $2 and ($3::uuid is null or c.referral is not null)
        ), steps as (
            select 1 as place, 'decided' as step, decided_at - received_at as took from mine
            union all select 2, 'opened', opened_at - received_at from mine
            union all select 3, 'visited', first_visit_at - opened_at from social_case
            where opened_at >= $1 and opened_at < $2 and ($3::uuid is null or unit = $3)
        )
        select step, count(*) as measured, percentile_disc(0.5) within group (order by seconds) as p50,
            percentile_disc(0.9) within group (order by seconds) as p90
        from (
            select place, step, round(extract(epoch from took))::bigint as seconds from steps where took is not null
        ) taken
        group by place, step order by place
        """,
        scope.since, scope.until, scope.unit,
    )  # fmt: skip
    return {"turnaround": rows}


async def parked(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        """
        select consumer, coalesce(reason, 'unknown') as reason,
            count(*) filter (where state = 'waiting' and not partners) as waiting,
            count(*) filter (where state = 'waiting' and partners) as rejected,
            count(*) filter (where state = 'replayed') as replayed,
            count(*) filter (where state = 'discarded') as discarded
        from parked_record, lateral (select coalesce(source like 'partner.%', false) as partners) p
        where state = 'waiting' or ended_at >= $1 and ended_at < $2
        group by 1, 2 order by 1, 2
        """,
        scope.since, scope.until,
    )  # fmt: skip
    return {"parked": rows}


async def undecided(conn: asyncpg.Connection, scope: Scope) -> int:
    """Referrals that nobody had decided at the end."""
    return await conn.fetchval(
        """
        select count(*) from referral
        where received_at < $1 and (decided_at is null or decided_at >= $1)
          and ($2::uuid is null or id in (select unnest(referrals) from social_case where unit = $2))
        """,
        scope.end, scope.unit,
    )  # fmt: skip
