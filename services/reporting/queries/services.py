"""Services that people receive: begun, ended and with what result."""

from collections import defaultdict

from services.reporting.reports.asking import Asking, counts

_RECEIVING = "r.started_at < :end and (r.ended_at is null or r.ended_at >= :end)"
_ENDED = "r.started_at is not null and r.ended_at >= :since and r.ended_at < :until"
_KIND = "coalesce((select s.kind from service s where s.code = r.service limit 1), 'undisclosed')"


@counts("services.by_kind")
async def by_kind(ask: Asking):
    """Whoever interrupts a service receives it still; the last word before the end counts."""
    rows = await ask.rows(f"""
        with interrupted as (
            select request_id from (
                select distinct on (request_id) request_id, step from request_step w
                where step in ('interrupted', 'resumed') and at < :end and {ask.of_cases("w.case_id")}
                order by request_id, at desc, position desc
            ) last where step = 'interrupted'
        ), mine as (
            select {_KIND} as service_kind, r.started_at, {_ENDED} as over, {_RECEIVING} as receiving,
                r.id in (select request_id from interrupted) as rests, r.kind = 'new' as new
            from service_request r
            where (r.started_at >= :since and r.started_at < :until or {_ENDED} or {_RECEIVING})
                and {ask.of_cases("r.case_id")}
        )
        select service_kind, count(*) filter (where new and started_at >= :since and started_at < :until) as started,
            count(*) filter (where not new and started_at >= :since and started_at < :until) as renewed,
            count(*) filter (where over) as ended, count(*) filter (where receiving) as receiving,
            count(*) filter (where receiving and rests) as interrupted
        from mine group by 1 order by 1
    """)
    return {"services.by_kind": rows}


@counts("services.results", "services.end_reasons")
async def over(ask: Asking):
    """What goes on under a renewal has not ended."""
    found = defaultdict(list)
    for row in await ask.rows(f"""
        with mine as (
            select {_KIND} as service_kind, coalesce(result, 'not_assessed') as result, end_reason
            from service_request r where {_ENDED} and end_reason <> 'renewed' and {ask.of_cases("r.case_id")}
        )
        select 'services.results' as figure, service_kind, result, null as end_reason, count(*) as ended
        from mine group by 2, 3
        union all
        select 'services.end_reasons', null, null, end_reason, count(*) from mine group by 4
        order by 1, 2, 3, 4
    """):
        found[row["figure"]].append(row)
    return {name: found[name] for name in ("services.results", "services.end_reasons")}


QUERIES = (by_kind, over)
