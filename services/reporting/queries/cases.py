"""Cases opened, closed and open; visits; who is there to make them."""

from collections import defaultdict

import asyncpg

from services.reporting.queries import Rows
from services.reporting.scope import Scope


async def moved(conn: asyncpg.Connection, scope: Scope) -> Rows:
    """cases.by_unit, cases.by_class and cases.outcomes: of the cases that were open at any time in the period."""
    found = defaultdict(list)
    for row in await conn.fetch(
        """
        select d.dimension, d.value,
            count(*) filter (where opened_at >= $1) as opened,
            count(*) filter (where closed_at < $2) as closed,
            count(*) filter (where opened_at < $4 and (closed_at is null or closed_at >= $4)) as open
        from social_case c, lateral (
            values ('unit', unit::text), ('class', priority), ('outcome', outcome)
        ) d (dimension, value)
        where opened_at < $2 and (closed_at is null or closed_at >= $1) and ($3::uuid is null or unit = $3)
        group by 1, 2 order by 1, 2
        """,
        scope.since, scope.until, scope.unit, scope.end,
    ):  # fmt: skip
        found[row["dimension"]].append(row)
    ended = [row for row in found["outcome"] if row["value"] is not None and row["closed"]]
    return {"cases.outcomes": [{"outcome": row["value"], "closed": row["closed"]} for row in ended]} | {
        f"cases.by_{name}": [dict(row) | {name: row["value"]} for row in found[name]] for name in ("unit", "class")
    }


async def age(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        """
        select case when days < 1 then '0' when days < 7 then '1-6' when days < 30 then '7-29'
                    when days < 90 then '30-89' when days < 180 then '90-179' else '180+' end as days,
            priority as class, count(*) as open
        from (
            select priority, floor(extract(epoch from $1 - opened_at) / 86400) as days from social_case
            where opened_at < $1 and (closed_at is null or closed_at >= $1) and ($2::uuid is null or unit = $2)
        ) open
        group by 1, 2 order by min(days), 2
        """,
        scope.end, scope.unit,
    )  # fmt: skip
    return {"cases.age": rows}


async def first_contact(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        """
        select class, count(*) filter (where clock = 'kept') as kept,
            count(*) filter (where clock = 'missed') as missed, count(*) filter (where clock = 'dropped') as dropped,
            count(*) filter (where clock = 'running') as running
        from (
            select priority as class,
                case when first_visit_at <= due_at then 'kept'
                     when first_visit_at is null and closed_at <= due_at then 'dropped'
                     when coalesce(first_visit_at, $4) > due_at then 'missed' else 'running' end as clock
            from social_case
            where opened_at >= $1 and opened_at < $2 and due_at is not null and ($3::uuid is null or unit = $3)
        ) clocks
        group by class order by class
        """,
        scope.since, scope.until, scope.unit, scope.now,
    )  # fmt: skip
    return {"cases.first_contact": rows}


async def staff(conn: asyncpg.Connection, scope: Scope) -> Rows:
    rows = await conn.fetch(
        """
        select unit::text, role, count(*) filter (where not absent) as present, count(*) filter (where absent) as absent
        from staff where $1::uuid is null or unit = $1 group by 1, 2 order by 1, 2
        """,
        scope.unit,
    )
    return {"staff": rows}
