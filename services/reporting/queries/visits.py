"""Visits planned to begin in the period."""

from services.reporting.reports.asking import Asking, counts


def _mine(ask: Asking) -> str:
    return f"from visit v where planned_at >= :since and planned_at < :until and {ask.of_cases('v.case_id')}"


@counts("visits.by_mode")
async def by_mode(ask: Asking):
    rows = await ask.rows(f"""
        select mode, count(*) as planned, count(*) filter (where state = 'completed') as completed,
            count(*) filter (where state = 'missed') as missed,
            count(*) filter (where state = 'cancelled') as cancelled,
            count(*) filter (where state = 'planned' and planned_at >= :now) as ahead,
            count(*) filter (where state = 'planned' and planned_at < :now) as unreported
        {_mine(ask)} group by mode order by mode
    """)
    return {"visits.by_mode": rows}


@counts("visits.duration")
async def duration(ask: Asking):
    rows = await ask.rows(f"""
        select mode, percentile_disc(0.5) within group (order by duration) as p50,
            percentile_disc(0.9) within group (order by duration) as p90, sum(duration) as total
        {_mine(ask)} and state = 'completed' group by mode order by mode
    """)
    return {"visits.duration": rows}


@counts("visits.missed")
async def missed(ask: Asking):
    rows = await ask.rows(
        f"select reason, count(*) as missed {_mine(ask)} and state = 'missed' group by reason order by reason"
    )
    return {"visits.missed": rows}


QUERIES = (by_mode, duration, missed)
