"""From referral to first visit, what could not be processed, and the sums at the top of the page."""

from services.reporting.reports.asking import Asking, counts


@counts("turnaround")
async def turnaround(ask: Asking):
    rows = await ask.rows(f"""
        with first_case as (
            select referral, min(opened_at) as opened_at
            from social_case c, unnest(referrals) referral
            -- No case is opened before the referral it grows from.
            where opened_at >= :since and {ask.cases()} group by referral
        ), mine as (
            select r.received_at, r.decided_at, c.opened_at
            from referral r left join first_case c on c.referral = r.id
            where r.received_at >= :since and r.received_at < :until and {ask.referrals()}
        ), steps as (
            select 1 as place, 'decided' as step, decided_at - received_at as took from mine
            union all select 2, 'opened', opened_at - received_at from mine
            union all select 3, 'visited', first_visit_at - opened_at from social_case c
            where opened_at >= :since and opened_at < :until and {ask.cases()}
        )
        select step, count(*) as measured, {_seconds(0.5)} as p50, {_seconds(0.9)} as p90
        from steps where took is not null group by place, step order by place
        """)
    return {"turnaround": rows}


def _seconds(share: float) -> str:
    """A percentile in seconds: rounding keeps the order, so it is enough to round the one that was found."""
    return f"round(extract(epoch from percentile_disc({share}) within group (order by took)))::bigint"


@counts("parked")
async def parked(ask: Asking):
    rows = await ask.rows("""
        select consumer, coalesce(reason, 'unknown') as reason,
            count(*) filter (where state = 'waiting' and not partners) as waiting,
            count(*) filter (where state = 'waiting' and partners) as rejected,
            count(*) filter (where state = 'replayed') as replayed,
            count(*) filter (where state = 'discarded') as discarded
        from parked_record, lateral (select coalesce(source like 'partner.%', false) as partners) p
        where state = 'waiting' or ended_at >= :since and ended_at < :until
        group by 1, 2 order by 1, 2
        """)
    return {"parked": rows}


@counts("undecided")
async def undecided(ask: Asking):
    """Referrals that nobody had decided at the end."""
    rows = await ask.rows(f"""
        select count(*) as undecided from referral r
        where received_at < :end and (decided_at is null or decided_at >= :end) and {ask.referrals()}
    """)
    return {"undecided": rows}


QUERIES = (turnaround, parked, undecided)
