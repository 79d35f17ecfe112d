"""Families and adults: how they stand and what happened to them. The two are other units, and never added up."""

from collections import defaultdict

from services.reporting.queries.stock import stock
from services.reporting.reports.asking import Asking, counts


@counts("cases.by_state", "cases.by_risk")
async def standing(ask: Asking):
    """Where a case rests it stands still, whatever its stage; before its first stage somebody has it, or nobody."""
    found = defaultdict(list)
    for row in await ask.rows(f"""
        select counted_as, case_state, risk, count(*) as open, grouping(risk) = 0 as by_risk
        from (
            select counted_as, coalesce(risk, 'unknown') as risk,
                case when resting then 'suspended' when stage is not null then stage
                    when assigned_at is not null then 'assigned' else 'open' end as case_state
            from {stock(ask, "counted_as, risk, resting, stage, assigned_at")} open
        ) open
        group by grouping sets ((counted_as, case_state), (counted_as, risk)) order by 1, 2, 3
        """):
        found["cases.by_risk" if row["by_risk"] else "cases.by_state"].append(row)
    return {name: found[name] for name in ("cases.by_state", "cases.by_risk")}


def _movements(ask: Asking) -> str:
    return f"""
        with movements as (
            select m.movement, m.reason, c.counted_as from case_movement m join social_case c on c.id = m.case_id
            where m.at >= :since and m.at < :until and {ask.cases()}
        )
    """


@counts("cases.movements")
async def movements(ask: Asking):
    rows = await ask.rows(f"""
        {_movements(ask)}
        select counted_as, movement, count(*) as times from (
            select counted_as, movement from movements
            union all
            select counted_as, 'opened' from social_case c
            where opened_at >= :since and opened_at < :until and {ask.cases()}
        ) moved
        group by 1, 2 order by 1, 2
        """)
    return {"cases.movements": rows}


@counts("cases.reasons")
async def reasons(ask: Asking):
    rows = await ask.rows(f"""
        {_movements(ask)}
        select movement, reason, count(*) as times from movements where reason is not null group by 1, 2 order by 1, 2
        """)
    return {"cases.reasons": rows}


QUERIES = (standing, movements, reasons)
