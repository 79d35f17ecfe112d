"""Sessions and who came to them, and prevention: counts of people whom nobody is asked to name."""

from services.reporting.reports.asking import Asking, counts

_COUNTED = "coalesce((select sum(n) from unnest(counts) n), 0)"


def _sessions(ask: Asking) -> str:
    return f"from session n where planned_at >= :since and planned_at < :until and {_of_offers(ask, 'n.offer')}"


def _of_offers(ask: Asking, offer: str) -> str:
    """The condition that something of no case happened at an offer, and in a mode, that is asked about."""
    at = f"""
        exists (
            select from service_place p join service s on s.id = p.service
            left join organization o on o.id = s.organization left join unit u on u.id = o.unit
            where p.id = {offer} and {ask.offers()}
        )
    """
    mode = " and mode = :mode" if ask.scope.mode else ""
    return (at if ask.scope.unit or ask.scope.territory or ask.scope.group else "true") + mode


@counts("sessions")
async def sessions(ask: Asking):
    rows = await ask.rows(f"""
        with mine as (select n.* {_sessions(ask)}), came as (
            select session, count(*) filter (where result = 'came') as came,
                count(*) filter (where result = 'absent') as stayed_away,
                count(*) filter (where result = 'excused') as excused
            from attendance where session in (select id from mine) group by session
        )
        select service, count(*) as planned, count(*) filter (where state = 'held') as held,
            count(*) filter (where state = 'cancelled') as cancelled,
            count(*) filter (where state = 'planned' and planned_at < :now) as unreported,
            coalesce(sum(minutes) filter (where state = 'held'), 0) as minutes,
            coalesce(sum(came), 0)::bigint as came, coalesce(sum(stayed_away), 0)::bigint as stayed_away,
            coalesce(sum(excused), 0)::bigint as excused, coalesce(sum({_COUNTED}), 0)::bigint as counted
        from mine m left join came c on c.session = m.id group by service order by service
    """)
    return {"sessions": rows}


@counts("sessions.ages")
async def ages(ask: Asking):
    rows = await ask.rows(f"""
        with mine as (select n.ages, n.counts {_sessions(ask)})
        select age, sum(n)::bigint as counted from mine, unnest(ages, counts) said (age, n) group by age order by age
    """)
    return {"sessions.ages": rows}


def _activities(ask: Asking) -> str:
    mode = " and a.mode = :mode" if ask.scope.mode else ""
    return f"from activity a where a.at >= :since and a.at < :until and {ask.units('a.unit')}{mode}"


@counts("activities")
async def activities(ask: Asking):
    rows = await ask.rows(f"""
        select kind as activity_kind, count(*) as planned, count(*) filter (where state = 'held') as held,
            count(*) filter (where state = 'cancelled') as cancelled, sum({_COUNTED})::bigint as counted
        {_activities(ask)} group by kind order by kind
    """)
    return {"activities": rows}


@counts("activities.themes")
async def themes(ask: Asking):
    rows = await ask.rows(f"""
        select theme as need, count(*) as held, sum({_COUNTED})::bigint as counted
        {_activities(ask)} and state = 'held' group by theme order by theme
    """)
    return {"activities.themes": rows}


@counts("shelter.nights")
async def nights(ask: Asking):
    rows = await ask.rows(f"""
        select offer::text as offer, count(*) as nights, sum(guests)::bigint as guests, sum(beds)::bigint as beds,
            count(*) filter (where guests >= beds) as full_nights,
            sum(coalesce((select sum(t) from unnest(turned_away) t), 0))::bigint as turned_away
        from shelter_night n where begins_on between :first and :last and {_of_offers(ask, "n.offer")}
        group by 1 order by 1
    """)
    return {"shelter.nights": rows}


@counts("shelter.turned_away")
async def turned_away(ask: Asking):
    rows = await ask.rows(f"""
        select turned_reason, sum(people)::bigint as turned_away
        from shelter_night n, unnest(n.reasons, n.turned_away) said (turned_reason, people)
        where begins_on between :first and :last and {_of_offers(ask, "n.offer")} group by 1 order by 1
    """)
    return {"shelter.turned_away": rows}


QUERIES = (sessions, ages, activities, themes, nights, turned_away)
