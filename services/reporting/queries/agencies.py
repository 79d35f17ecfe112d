"""Notices issued in the period, by the agency they are for."""

from services.reporting.reports.asking import Asking, counts


def _mine(ask: Asking) -> str:
    return f"""
        with mine as (
            select n.*, least(acknowledged_at, answered_at) as first_word_at
            from notice n
            where issued_at >= :since and issued_at < :until and {ask.of_cases("n.case_id")}
        )
    """


@counts("agencies.notices")
async def notices(ask: Asking):
    rows = await ask.rows(f"""
        {_mine(ask)}
        select agency, count(*) as told, count(delivered_at) as delivered, count(first_word_at) as acknowledged,
            count(*) filter (where answer = 'accepted') as accepted,
            count(*) filter (where answer = 'refused') as refused, count(*) filter (where late) as late,
            count(escalated_at) as escalated, count(withdrawn_at) as withdrawn,
            count(*) filter (where first_word_at is null and withdrawn_at is null) as silent
        from mine group by agency order by agency
        """)
    return {"agencies.notices": rows}


@counts("agencies.turnaround")
async def turnaround(ask: Asking):
    rows = await ask.rows(f"""
        {_mine(ask)}
        select agency, percentile_disc(0.5) within group (order by first_word) as first_word_p50,
            percentile_disc(0.9) within group (order by first_word) as first_word_p90,
            percentile_disc(0.5) within group (order by answer) as answer_p50,
            percentile_disc(0.9) within group (order by answer) as answer_p90
        from (
            select agency, round(extract(epoch from first_word_at - issued_at))::bigint as first_word,
                round(extract(epoch from answered_at - issued_at))::bigint as answer
            from mine where first_word_at is not null
        ) seconds
        group by agency order by agency
        """)
    return {"agencies.turnaround": rows}


@counts("agencies.by_rule")
async def by_rule(ask: Asking):
    """What was withdrawn needs no answer."""
    rows = await ask.rows(f"""
        {_mine(ask)}
        select agency, rule, count(*) as told, count(answered_at) as answered,
            count(*) filter (where answered_at is not null and not late) as in_time,
            round(100.0 * count(answered_at) / count(*))::int as answer_rate
        from mine where withdrawn_at is null or answered_at is not null group by 1, 2 order by 1, 2
        """)
    return {"agencies.by_rule": rows}


@counts("agencies.refusals")
async def refusals(ask: Asking):
    rows = await ask.rows(f"""
        {_mine(ask)}
        select agency, coalesce(reason, 'unknown') as reason, count(*) as refused
        from mine where answer = 'refused' group by 1, 2 order by 1, 2
        """)
    return {"agencies.refusals": rows}


QUERIES = (notices, turnaround, by_rule, refusals)
