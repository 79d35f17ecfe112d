"""Hours of home care, planned and given; and benefits that cases refer to."""

from services.reporting.queries.offers import KNOWN, LAST_DAY
from services.reporting.reports.asking import Asking, counts


@counts("home_care.hours")
async def hours(ask: Asking):
    """A day on which a level held and the service was received is a seventh of its week."""
    rows = await ask.rows(f"""
        with held as (
            select k.request_id, k.offer, k.minutes_per_week, k.from_day,
                lead(k.from_day) over (partition by k.request_id order by k.from_day) - 1 as to_day
            from care_plan k where {ask.of_cases("k.case_id")}
        ), planned as (
            select h.request_id, h.offer, h.minutes_per_week * (
                least(h.to_day, {LAST_DAY},
                      (coalesce(r.ended_at, r.runs_out_at) at time zone 'Europe/Riga')::date)
                - greatest(h.from_day, :first, (r.started_at at time zone 'Europe/Riga')::date) + 1
            ) as sevenths
            from held h join service_request r on r.id = h.request_id where r.started_at < :end
        ), given as (
            select e.offer, e.request_id, sum(e.minutes) as minutes from care_entry e
            where e.began_at >= :since and e.began_at < :until and {ask.of_cases("e.case_id")} group by 1, 2
        ), each as (
            select offer, request_id, coalesce(p.planned, 0) as planned, coalesce(g.minutes, 0) as given
            from (
                select offer, request_id, sum(sevenths) / 7 as planned from planned where sevenths > 0 group by 1, 2
            ) p full join given g using (offer, request_id)
        )
        select {KNOWN.format(offer="each.offer")} as offer, count(*) as receiving, sum(planned)::bigint as planned,
            sum(given)::bigint as given, sum(greatest(planned - given, 0))::bigint as short_by
        from each group by 1 order by 1
    """)
    return {"home_care.hours": rows}


@counts("home_care.tasks")
async def tasks(ask: Asking):
    rows = await ask.rows(f"""
        select task, count(*) as times, sum(minutes)::bigint as given from care_entry e
        where began_at >= :since and began_at < :until and minutes > 0 and {ask.of_cases("e.case_id")}
        group by task order by task
    """)
    return {"home_care.tasks": rows}


@counts("benefits")
async def benefits(ask: Asking):
    """What was entered in error was never received."""
    rows = await ask.rows(f"""
        select what as benefit, grantor,
            count(*) filter (where recorded_at >= :since and recorded_at < :until) as recorded,
            count(*) filter (where first_on <= {LAST_DAY} and last_on >= {LAST_DAY}) as received,
            count(*) filter (where last_on between :first and :last) as ending
        from benefit b
        where end_reason is distinct from 'entered_in_error' and last_on >= :first and recorded_at < :until
            and {ask.of_cases("b.case_id")}
        group by 1, 2 order by 1, 2
    """)
    return {"benefits": rows}


QUERIES = (hours, tasks, benefits)
