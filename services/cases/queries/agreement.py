"""What `tilts verify` compares of requests and places: the queues, the requests, the log, and what could be used.

What must agree at one instant is read in one statement, so that it may be compared while people work.
"""

from datetime import datetime, timedelta

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.capacity.usable import usable_places
from services.cases.domain.case import OVER
from services.cases.domain.places.leaving import WAITS
from services.cases.domain.requests.request import RequestState
from services.cases.queries.front import IS_IN_LINE
from shared.contracts import requests as told
from shared.contracts.request_codes import RequestDecision

_SAID = TypeAdapter(tuple[Said, ...])
_WAITED = timedelta(minutes=1)
"""The instant of a decision is that of asking: until it holds the locks, something else may have been said."""

_AFTER = {
    told.ServiceRequested: RequestState.REQUESTED, told.PlaceOffered: RequestState.OFFERED,
    told.PlaceAccepted: RequestState.ACCEPTED, told.PlaceDeclined: RequestState.WAITING,
    told.ServiceStarted: RequestState.STARTED, told.ServiceInterrupted: RequestState.INTERRUPTED,
    told.ServiceResumed: RequestState.STARTED, told.ServiceEnded: RequestState.ENDED,
}  # fmt: skip
"""Where a request stands after each fact that moves it; a decision has two ends."""


async def queues_count_their_requests(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`: nobody waits, or holds a place, who is not counted in the queue of the offer."""
    rows = await conn.fetch(
        f"""
        with counted as (
            select offer, count(*) filter (where state = 'waiting') as waiting,
                count(*) filter (where state = 'offered') as offered,
                count(*) filter (where state not in ('waiting', 'offered')) as taken
            from service_request where {IS_IN_LINE} group by offer
        )
        select coalesce(q.id, c.offer) as offer, array[q.waiting, q.offered, q.taken] as row,
            array[coalesce(c.waiting, 0), coalesce(c.offered, 0), coalesce(c.taken, 0)] as requests
        from place_queue q full join counted c on c.offer = q.id order by 1
        """
    )
    return [
        f"offer {row['offer']}: its queue counts waiting, offered, taken {row['row']}, its requests {row['requests']}"
        for row in rows
        if row["row"] != row["requests"]
    ]


async def requests_follow_the_log(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`: each request stands where the last fact that moved it has put it."""
    after = " ".join(f"when '{fact.type}' then '{state}'" for fact, state in _AFTER.items())
    rows = await conn.fetch(
        f"""
        select r.id, r.state, m.state as told from service_request r left join lateral (
            select case type {after} else case data->>'decision'
                when '{RequestDecision.GRANTED}' then '{RequestState.WAITING}' else '{RequestState.REFUSED}' end
            end as state
            from event_log where topic is null and key = r.id::text and type = any($1) order by position desc limit 1
        ) m on true
        where r.state is distinct from m.state order by 1
        """,
        [fact.type for fact in (*_AFTER, told.ServiceDecided)],
    )
    return [f"request {row['id']} is {row['state']}, and the log says {row['told']}" for row in rows]


async def nobody_waits_for_a_case_that_is_over(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`."""
    rows = await conn.fetch(
        """
        select r.id, r.state, c.state as over from service_request r join social_case c on c.id = r.case_id
        where r.state = any($1) and c.state = any($2) order by 1
        """,
        list(WAITS), list(OVER),
    )  # fmt: skip
    return [f"request {row['id']} is {row['state']}, though its case is {row['over']}" for row in rows]


async def no_place_was_offered_that_could_not_be_used(conn: asyncpg.Connection) -> list[str]:
    """A check of `tilts verify`: what each offer says was held lies below what could be used then, as was known."""
    capacities = {
        row["id"]: Capacity(row["id"], row["service"], _SAID.validate_json(row["said"]))
        for row in await conn.fetch("select id, service, said::text as said from capacity")
    }
    rows = await conn.fetch(
        """
        select r.id, r.offer, e.time, (e.data->>'held')::bigint as held
        from service_request r join event_log e on e.key = r.id::text and e.topic is null and e.type = $1
        order by e.time, r.id
        """,
        told.PlaceOffered.type,
    )
    return [
        f"request {row['id']} was offered a place while {row['held']} were held, and no more could be used"
        for row in rows
        if not _was_free(capacities.get(row["offer"]), row["time"], row["held"])
    ]


def _was_free(capacity: Capacity | None, at: datetime, held: int) -> bool:
    """Whether more could be used at an instant than were held, by what may have been known when it was decided."""
    if capacity is None:
        return True
    nearby = [said.said_at for said in capacity.said if abs(said.said_at - at) < _WAITED]
    could = (usable_places(capacity.as_known(known), at) for known in (at, *nearby, *map(_just_before, nearby)))
    return any(people is None or held < people for people in could)


def _just_before(time: datetime) -> datetime:
    return time - timedelta(microseconds=1)


CHECKS = (
    queues_count_their_requests,
    requests_follow_the_log,
    nobody_waits_for_a_case_that_is_over,
    no_place_was_offered_that_could_not_be_used,
)
