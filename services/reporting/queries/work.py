"""What is done beside visits: contacts, outreach, conferences, consents and tasks."""

from services.reporting.reports.asking import Asking, counts


@counts("contacts")
async def contacts(ask: Asking):
    """One that was corrected counts once, as corrected."""
    rows = await ask.rows(f"""
        select kind as contact, mode, count(*) as contacts, count(*) filter (where reached) as reached,
            count(*) filter (where after_hours) as after_hours, sum(minutes)::bigint as total
        from contact n
        where began_at >= :since and began_at < :until and corrected is null and {ask.of_cases("n.case_id")}
        group by 1, 2 order by 1, 2
        """)
    return {"contacts": rows}


@counts("outreach")
async def outreach(ask: Asking):
    """Of a list only the cases that are asked about."""
    rows = await ask.rows(f"""
        select o.unit::text, count(distinct o.id) as campaigns, count(*) as listed,
            count(*) filter (where result = 'reached') as reached,
            count(*) filter (where result = 'not_reached') as not_reached,
            count(*) filter (where result = 'try_again') as again, count(*) filter (where result is null) as untried
        from outreach o join outreach_case t on t.outreach = o.id
        where started_at >= :since and started_at < :until and {ask.of_cases("t.case_id")}
        group by 1 order by 1
        """)
    return {"outreach": rows}


@counts("conferences")
async def conferences(ask: Asking):
    rows = await ask.rows(f"""
        select mode, count(*) as called, count(*) filter (where state = 'held') as held,
            count(*) filter (where state = 'cancelled') as cancelled,
            count(*) filter (where state = 'planned' and planned_at >= :now) as ahead,
            count(*) filter (where state = 'planned' and planned_at < :now) as unreported,
            count(*) filter (where agencies > 0) as with_agencies
        from conference k where planned_at >= :since and planned_at < :until and {ask.of_cases("k.case_id")}
        group by 1 order by 1
        """)
    return {"conferences": rows}


@counts("consents")
async def consents(ask: Asking):
    rows = await ask.rows(f"""
        select mode, count(*) as asked, count(*) filter (where answer = 'granted') as granted,
            count(*) filter (where answer = 'partly') as partly, count(*) filter (where answer = 'refused') as refused,
            count(*) filter (where sign_by is not null and signed_at is null) as unsigned,
            count(withdrawn_at) as withdrawn
        from consent s where said_at >= :since and said_at < :until and {ask.of_cases("s.case_id")}
        group by 1 order by 1
        """)
    return {"consents": rows}


@counts("tasks")
async def tasks(ask: Asking):
    rows = await ask.rows(f"""
        select kind as task_kind, count(*) as due, count(*) filter (where completed_at <= due_at) as kept,
            count(*) filter (where completed_at > due_at) as late,
            count(*) filter (where completed_at is null and due_at < :now) as overdue,
            count(*) filter (where completed_at is null and due_at >= :now) as running
        from task t where due_at >= :since and due_at < :until and {ask.of_cases("t.case_id")}
        group by 1 order by 1
        """)
    return {"tasks": rows}


QUERIES = (contacts, outreach, conferences, consents, tasks)
