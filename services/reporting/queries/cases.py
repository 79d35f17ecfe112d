"""Cases opened, closed and open, and the clock for the first contact."""

from collections import defaultdict

from services.reporting.asking import Asking, counts
from services.reporting.queries.ages import OF_AGE


@counts("cases.by_unit", "cases.by_class", "cases.outcomes")
async def moved(ask: Asking):
    """Of the cases that were open at any time in the period."""
    found = defaultdict(list)
    for row in await ask.rows(f"""
        select d.dimension, d.value,
            count(*) filter (where opened_at >= :since) as opened,
            count(*) filter (where closed_at < :until) as closed,
            count(*) filter (where opened_at < :end and (closed_at is null or closed_at >= :end)) as open
        from social_case c, lateral (
            values ('unit', unit::text), ('class', priority), ('outcome', outcome)
        ) d (dimension, value)
        where opened_at < :until and (closed_at is null or closed_at >= :since) and {ask.cases()}
        group by 1, 2 order by 1, 2
        """):
        found[row["dimension"]].append(row)
    ended = [row for row in found["outcome"] if row["value"] is not None and row["closed"]]
    return {"cases.outcomes": [{"outcome": row["value"], "closed": row["closed"]} for row in ended]} | {
        f"cases.by_{name}": [dict(row) | {name: row["value"]} for row in found[name]] for name in ("unit", "class")
    }


@counts("cases.age")
async def age(ask: Asking):
    rows = await ask.rows(f"""
        select {OF_AGE} as days,
            priority as class, count(*) as open
        from (
            select priority, floor(extract(epoch from :end - opened_at) / 86400) as days from social_case c
            where opened_at < :end and (closed_at is null or closed_at >= :end) and {ask.cases()}
        ) open
        group by 1, 2 order by min(days), 2
        """)
    return {"cases.age": rows}


@counts("cases.first_contact")
async def first_contact(ask: Asking):
    rows = await ask.rows(f"""
        select class, count(*) filter (where clock = 'kept') as kept,
            count(*) filter (where clock = 'missed') as missed, count(*) filter (where clock = 'dropped') as dropped,
            count(*) filter (where clock = 'running') as running
        from (
            select priority as class,
                case when first_contact_at <= due_at then 'kept'
                     when first_contact_at is null and closed_at <= due_at then 'dropped'
                     when coalesce(first_contact_at, :now) > due_at then 'missed' else 'running' end as clock
            from social_case c
            where opened_at >= :since and opened_at < :until and due_at is not null and {ask.cases()}
        ) clocks
        group by class order by class
        """)
    return {"cases.first_contact": rows}


QUERIES = (moved, age, first_contact)
