"""Referrals received in the period, counted by everything that is known of them."""

from collections import defaultdict

from services.reporting.reports.asking import Asking, counts

_COLUMNS = {
    "source": "source", "kind": "kind", "need": "unnest(needs)", "age": "age_band", "channel": "channel",
    "state": "state", "reason": "reason", "target_group": "unnest(groups)",
    "territory": "coalesce(territory, 'unknown')",
}  # fmt: skip


_CLASS = "coalesce(r.priority, 'unknown')"
_CLOCK = """
    case when r.missed_at is not null or r.decided_at > r.due_at then 'missed'
         when r.decided_at is not null then 'kept' else 'running' end
"""


def _mine(ask: Asking) -> str:
    """The condition. Classes and clocks stand in the index that it is answered by, so ask for no more beside them."""
    return f"r.received_at >= :since and r.received_at < :until and {ask.referrals()}"


@counts(
    "referrals.by_source",
    "referrals.by_kind",
    "referrals.by_need",
    "referrals.by_age",
    "referrals.by_channel",
    "referrals.by_state",
    "referrals.by_target_group",
    "referrals.by_territory",
    "referrals.declined",
)
async def counted(ask: Asking):
    found = defaultdict(list)
    each = " union all ".join(
        f"select '{name}' as dimension, {column} as value, count(*) as received from mine group by 2"
        for name, column in _COLUMNS.items()
    )
    for row in await ask.rows(f"""
        with mine as (
            select r.kind, r.age_band, r.channel, r.state, r.reason, r.needs, r.groups, r.territory,
                case when r.partner is null then 'resident' else coalesce(p.kind, 'unknown') end as source
            from referral r left join partner p on p.id = r.partner where {_mine(ask)}
        )
        {each} order by 1, 2
        """):
        found[row["dimension"]].append(row)
    declined = [row for row in found.pop("reason", ()) if row["value"] is not None]
    return {"referrals.declined": [{"reason": row["value"], "declined": row["received"]} for row in declined]} | {
        f"referrals.by_{name}": [{name: row["value"], "received": row["received"]} for row in found[name]]
        for name in _COLUMNS
        if name != "reason"
    }


@counts("referrals.over_time")
async def over_time(ask: Asking):
    rows = await ask.rows(
        f"""
        select to_char(step, :format) as time, class, received from (
            -- Naming a step takes longer than finding it.
            select date_trunc(:step, received_at at time zone 'Europe/Riga') as step, {_CLASS} as class,
                count(*) as received
            from referral r where {_mine(ask)} group by 1, 2
        ) counted order by 1, 2
        """,
        step=ask.scope.step.value,
        format=ask.scope.step.format,
    )
    return {"referrals.over_time": rows}


@counts("referrals.clock")
async def clock(ask: Asking):
    rows = await ask.rows(f"""
        select class, count(*) as received, count(*) filter (where clock = 'kept') as kept,
            count(*) filter (where clock = 'missed') as missed, count(*) filter (where clock = 'running') as running
        from (select {_CLASS} as class, {_CLOCK} as clock from referral r where {_mine(ask)}) mine
        group by class order by class
        """)
    return {"referrals.clock": rows}


QUERIES = (counted, over_time, clock)
