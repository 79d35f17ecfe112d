"""Requests for services: how they are decided, which places are offered, who waits and for how long."""

from services.reporting.queries.ages import AGE, AGES, aged
from services.reporting.queries.offers import WAITING
from services.reporting.reports.asking import Asking, counts


def _during(column: str) -> str:
    return f"{column} >= :since and {column} < :until"


@counts("requests.by_service")
async def by_service(ask: Asking):
    rows = await ask.rows(f"""
        select service, count(*) filter (where kind = 'new' and {_during("requested_at")}) as new,
            count(*) filter (where kind = 'renewal' and {_during("requested_at")}) as renewal,
            count(*) filter (where decision = 'granted' and {_during("decided_at")}) as granted,
            count(*) filter (where decision = 'refused' and {_during("decided_at")}) as refused,
            count(*) filter (where open) as undecided, count(*) filter (where open and decide_by < :end) as overdue,
            count(*) filter (where decision = 'refused' and decided_at < :end and contest_by >= :end) as contestable
        from service_request r, lateral (
            select requested_at < :end and (decided_at is null or decided_at >= :end)
                and (ended_at is null or ended_at >= :end) as open
        ) o
        where (open or {_during("requested_at")} or {_during("decided_at")}
            or decision = 'refused' and decided_at < :end and contest_by >= :end) and {ask.of_cases("r.case_id")}
        group by service order by service
    """)
    return {"requests.by_service": rows}


@counts("requests.refused")
async def refused(ask: Asking):
    rows = await ask.rows(f"""
        select coalesce(reason, 'unknown') as reason, count(*) as refused from service_request r
        where decision = 'refused' and {_during("decided_at")} and {ask.of_cases("r.case_id")} group by 1 order by 1
    """)
    return {"requests.refused": rows}


@counts("places.offered")
async def offered(ask: Asking):
    """Steps and requests are counted apart: what was offered may be accepted in another period."""
    rows = await ask.rows(f"""
        select service, sum(offered)::bigint as offered, sum(accepted)::bigint as accepted,
            sum(declined)::bigint as declined
        from (
            select r.service, (step = 'offered')::int as offered, 0 as accepted, (step = 'declined')::int as declined
            from request_step w join service_request r on r.id = w.request_id
            where step in ('offered', 'declined') and {_during("at")} and {ask.of_cases("w.case_id")}
            union all
            select service, 0, 1, 0 from service_request r
            where kind = 'new' and {_during("placed_at")} and {ask.of_cases("r.case_id")}
        ) steps
        group by service order by service
    """)
    return {"places.offered": rows}


@counts("places.declined")
async def declined(ask: Asking):
    rows = await ask.rows(f"""
        select reason, count(*) as declined from request_step w
        where step = 'declined' and {_during("at")} and {ask.of_cases("w.case_id")} group by reason order by reason
    """)
    return {"places.declined": rows}


_PERCENTILES = ", ".join(
    f"percentile_disc(0.{tenths}) within group (order by seconds) as p{tenths}0" for tenths in (5, 9)
)


@counts("waiting.placed")
async def placed(ask: Asking):
    rows = await ask.rows(f"""
        select service, count(*) as placed, {_PERCENTILES}
        from (
            select service, round(extract(epoch from placed_at - requested_at))::bigint as seconds
            from service_request r
            where kind = 'new' and {_during("placed_at")} and {ask.of_cases("r.case_id")}
        ) taken
        group by service order by service
    """)
    return {"waiting.placed": rows}


@counts("waiting.now")
async def waiting(ask: Asking):
    rows = await ask.rows(f"""
        select service, count(*) as waiting, {_PERCENTILES}, max(seconds) as longest
        from (
            select service, round(extract(epoch from :end - requested_at))::bigint as seconds
            from service_request r where {WAITING} and {ask.of_cases("r.case_id")}
        ) so_far
        group by service order by service
    """)
    return {"waiting.now": rows}


@counts("waiting.age")
async def age(ask: Asking):
    rows = await ask.rows(
        f"""
        select {AGE.format(of="requested_at")} as days, urgency as class, count(*) as waiting
        from service_request r where {WAITING} and {ask.of_cases("r.case_id")}
        group by 1, 2 order by min(date_part('day', :end - requested_at)), 2
    """,
        **aged(ask.scope.end),
    )
    return {"waiting.age": [dict(row) | {"days": AGES[row["days"]]} for row in rows]}


QUERIES = (by_service, refused, offered, declined, placed, waiting, age)
