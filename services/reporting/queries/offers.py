"""What the other questions about services rest on: offers as they are at the end, how much there is, who takes part."""

from services.reporting.reports.asking import Asking

PARTS = ("rooms", "staff", "places")
LAST_DAY = "((:end::timestamptz - interval '1 microsecond') at time zone 'Europe/Riga')::date"
"""The day of the end: the last one of the period, or today."""


def offers(ask: Asking) -> str:
    """`offer`: those that are asked about, as they are now."""
    return f"""
        offer as (
            select p.id, s.sensitive, s.groups,
                coalesce(p.territory, u.territory, 'unknown') as territory,
                p.active and s.status = 'active' and s.valid_until >= {LAST_DAY} as available, s.valid_from
            from service_place p join service s on s.id = p.service
            left join organization o on o.id = s.organization left join unit u on u.id = o.unit
            where {ask.offers()}
        )
    """


KNOWN = "coalesce((select p.id::text from service_place p where p.id = {offer}), 'undisclosed')"
"""An offer as it is shown: that of a sensitive service is an id of its own for everybody who asks, and says nothing."""

HOLDING = """
    holding as (
        select distinct on (offer, part) offer, part, amount * serves as people, serves from capacity
        where from_at <= :end and not called_off order by offer, part, from_at desc
    )
"""
"""`holding`: for how many people there is enough of each part at the end."""

PLACED = "r.placed_at < :end and (r.ended_at is null or r.ended_at >= :end)"
"""Of a request: whoever it is for has a place at the end."""

WAITING = """
    r.decision = 'granted' and r.decided_at < :end and (r.placed_at is null or r.placed_at >= :end)
    and (r.ended_at is null or r.ended_at >= :end)
"""
"""Of a request: whoever it is for is to have a place, and has none at the end."""

OFFERED = """
    (select w.step from request_step w where w.request_id = r.id and w.at < :end and w.step in ('offered', 'declined')
     order by w.at desc, w.position desc limit 1) = 'offered'
"""
"""Of a request that waits: a place is kept for it until there is an answer."""

USED = f"""
    used as (
        select r.offer, count(*) filter (where {PLACED}) as used, count(*) filter (where {WAITING}) as waiting,
            count(*) filter (where {WAITING} and {OFFERED}) as offered
        from service_request r where r.ended_at is null or r.ended_at >= :end group by r.offer
    )
"""
"""`used`: how many have a place of an offer, wait for one, and are offered one. Of all cases: a place is a place."""
