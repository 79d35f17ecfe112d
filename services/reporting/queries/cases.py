"""Cases opened, closed and open, and the clock for the first contact."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from services.reporting.queries.ages import AGE, AGES, aged
from services.reporting.reports.asking import Asking, counts

_MEASURES = ("opened", "closed", "open", "open_before")


@counts("cases.by_unit", "cases.by_class", "cases.outcomes", "cases.age")
async def moved(ask: Asking):
    """Of the cases that were open at any time in the period: read once for all of it, and where it can be from indexes.

    Those that are open still and those that were closed are asked for one by one, each from an index of its own. One
    that is open again has an outcome, which is not that of a close.
    """
    rows = await ask.rows(
        f"""
        with mine as (
            select unit, priority, null as outcome, opened_at, null::timestamptz as closed_at
            from social_case c where closed_at is null and opened_at < :until and {ask.cases()}
            union all
            select unit, priority, outcome, opened_at, closed_at
            from social_case c where closed_at >= :since and opened_at < :until and {ask.cases()}
        )
        select unit, priority as class, outcome, {AGE.format(of="opened_at")} as days,
            count(*) filter (where opened_at >= :since) as opened,
            count(*) filter (where closed_at < :until) as closed,
            count(*) filter (where opened_at < :end and (closed_at is null or closed_at >= :end)) as open,
            -- Open when the period began, which is the end of the period before.
            count(*) filter (where opened_at < :since) as open_before
        from mine group by 1, 2, 3, 4
        """,
        **aged(ask.scope.end),
    )
    outcomes = [row for row in rows if row["outcome"] is not None]
    return {
        "cases.by_unit": [row | {"unit": str(row["unit"])} for row in _summed(rows, "unit")],
        "cases.by_class": _summed(rows, "class"),
        "cases.outcomes": [row for row in _summed(outcomes, "outcome") if row["closed"]],
        "cases.age": [row | {"days": AGES[row["days"]]} for row in _summed(rows, "days", "class") if row["open"]],
    }


@counts("cases.flow")
async def flow(ask: Asking):
    """How many were opened and closed, where nobody asks for more: without reading what is open all the while."""
    rows = await ask.rows(f"""
        select
            (select count(*) from social_case c
             where opened_at >= :since and opened_at < :until and {ask.cases()}) as opened,
            (select count(*) from social_case c
             where closed_at >= :since and closed_at < :until and opened_at < :until and {ask.cases()}) as closed
    """)
    return {"cases.flow": rows}


def _summed(rows: Iterable[Mapping[str, Any]], *by: str) -> list[dict[str, Any]]:
    """The counts of rows that are alike, in the order of what they are counted by."""
    sums: dict[tuple[str, ...], dict[str, int]] = defaultdict(lambda: dict.fromkeys(_MEASURES, 0))
    for row in rows:
        counted = sums[tuple(row[name] for name in by)]
        for measure in _MEASURES:
            counted[measure] += row[measure]
    return [dict(zip(by, key, strict=True)) | counted for key, counted in sorted(sums.items())]


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


QUERIES = (moved, flow, first_contact)
