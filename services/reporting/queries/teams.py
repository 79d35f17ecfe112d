"""Who is there to do the work, what they learned, and what they did together."""

from services.reporting.reports.asking import Asking, counts


@counts("staff")
async def staff(ask: Asking):
    """Whoever has left is not counted."""
    rows = await ask.rows(f"""
        select unit::text, role, count(*) filter (where not absent) as present, count(*) filter (where absent) as absent
        from staff s where active is not false and {ask.units("s.unit")} group by 1, 2 order by 1, 2
        """)
    return {"staff": rows}


@counts("trainings")
async def trainings(ask: Asking):
    """Of those who work here now, in the unit that they are in now."""
    rows = await ask.rows(f"""
        select training, count(*) filter (where completed_on between :first and :last) as completed,
            count(distinct staff) filter (where completed_on <= :day and valid_until >= :day) as hold,
            count(distinct staff) filter (where valid_until between :day and :day + 90 and newest) as run_out
        from (
            select t.staff, training, completed_on, coalesce(valid_until, 'infinity') as valid_until,
                valid_until = max(coalesce(valid_until, 'infinity')) over (partition by t.staff, training) as newest
            from training t join staff s on s.id = t.staff where active is not false and {ask.units("s.unit")}
                and completed_on <= :last
        ) held
        group by training order by training
        """)
    return {"trainings": rows}


@counts("team_events")
async def team_events(ask: Asking):
    rows = await ask.rows(f"""
        select kind as team_event, count(*) as events, sum(participants)::bigint as participants,
            sum(duration)::bigint as total
        from team_event e where held_on between :first and :last and {ask.units("e.unit")}
        group by 1 order by 1
        """)
    return {"team_events": rows}


QUERIES = (staff, trainings, team_events)
