"""What the store looks up behind the lock of a queue: who is next, who stands in it, what of a case does.

By a query for each instant and order: who may be offered a place changes with time, and the order with the rule.
"""

from services.cases.domain.places.leaving import WAITS
from services.cases.domain.places.listed import FIRST
from services.cases.domain.requests.acts import HOLDS
from services.cases.domain.requests.request import RequestState
from shared.contracts.request_codes import WaitingCriterion


def _listed(values: object) -> str:
    return ", ".join(f"'{value}'" for value in values)


IS_IN_LINE = f"state in ({_listed([RequestState.WAITING, *sorted(HOLDS)])})"
"""Whether a request waits for a place or holds one."""

_SORTED = ", ".join(
    f"""case of.sorted_by[{number}]
        when '{WaitingCriterion.URGENCY}' then array_position(array[{_listed(FIRST)}], urgency)
        when '{WaitingCriterion.POINTS}' then -points
        when '{WaitingCriterion.SINCE}' then extract(epoch from requested_at)::double precision end"""
    for number in range(1, len(WaitingCriterion) + 1)
)
_ASKED = """
    select split_part(asked.id, '/', 1)::uuid as offer, split_part(asked.id, '/', 2)::timestamptz as at,
        split_part(asked.id, '/', 3)::integer as count,
        coalesce(string_to_array(nullif(split_part(asked.id, '/', 4), ''), ','),
            (select sorted_by from place_queue where id = split_part(asked.id, '/', 1)::uuid), '{}') as sorted_by
    -- Worked out once, and not for each who waits.
    offset 0
"""
FRONT = f"""
    select asked.id, of.sorted_by, count(n) > of.count as more,
        coalesce(json_agg(n.next order by n.nth) filter (where n.nth <= of.count), '[]') as first
    from ({_ASKED}) of left join lateral (
        select json_build_object('request', id, 'case_id', case_id) as next, row_number() over () as nth from (
            select id, case_id from service_request
            where offer = of.offer and state = '{RequestState.WAITING}' and unreachable_since is null
                and (postponed_until is null or postponed_until <= of.at)
            order by {_SORTED}, requested_at, id limit of.count + 1
        ) ordered
    ) n on true group by of.sorted_by, of.count
"""
IN_LINE = f"""
    select asked.id, (
        select id from service_request where offer = split_part(asked.id, '/', 1)::uuid
            and person = split_part(asked.id, '/', 2)::uuid and {IS_IN_LINE} limit 1
    ) as request
"""
OF_CASE = f"""
    select asked.id, coalesce(json_agg(r order by r.offer, r.id), '[]') as requests from service_request r
    where r.case_id = asked.id::uuid and r.state in ({_listed(WAITS)})
"""
