"""`tilts verify` finds each way in which queues, requests, the log and capacity could part, and nothing else."""

import pytest
import pytest_asyncio

from services.cases.queries.agreement import CHECKS
from shared.contracts.catalogue_codes import CapacityPart
from tests.services.cases.places.test_api_places import OFFER, act, there_are, waiting

pytestmark = pytest.mark.asyncio(loop_scope="session")

_SAID = """
update capacity set said = (select jsonb_agg(one || '{}') from jsonb_array_elements(said) one)
where jsonb_array_length(said) > 0
"""
_CLOSED = """
update social_case c set state = 'closed' from service_request r where r.case_id = c.id and r.state = 'waiting'
"""
_HELD = "update event_log set data = jsonb_set(data::jsonb, '{held}', '1')::json where type like '%place-offered%'"


async def findings(cases) -> dict[str, list[str]]:
    async with cases.pool.acquire() as conn:
        found = {check.__name__: await check(conn) for check in CHECKS}
    return {name: said for name, said in found.items() if said}


@pytest_asyncio.fixture(loop_scope="session")
async def two(cases, ligita) -> tuple[str, str]:
    """One has accepted the only place, which there has been for years; the other waits."""
    for part in CapacityPart:
        await there_are(cases, part, 1)
    first, second = await waiting(ligita, "Jānis"), await waiting(ligita, "Anna")
    await ligita.do(f"/v1/places/{OFFER}/next")
    await act(ligita, first, "accept")
    await cases.pool.execute(_SAID.format('{"said_at": "2020-01-01T00:00:00Z", "from_at": "2020-01-01T00:00:00Z"}'))
    assert await findings(cases) == {}
    return first["id"], second["id"]


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        ("update place_queue set taken = 0", {"queues_count_their_requests"}),
        ("delete from place_queue", {"queues_count_their_requests"}),
        ("delete from service_request where state = 'waiting'", {"queues_count_their_requests"}),
        (
            "update service_request set state = 'offered' where state = 'waiting'",
            {"queues_count_their_requests", "requests_follow_the_log"},
        ),
        (_CLOSED, {"nobody_waits_for_a_case_that_is_over"}),
        (_HELD, {"no_place_was_offered_that_could_not_be_used"}),
    ],
)
async def test_what_parts_is_found(cases, two, spoil, found):
    await cases.pool.execute(spoil)
    assert (await findings(cases)).keys() == found


async def test_what_was_said_of_capacity_since_speaks_against_no_offer(cases, ligita, two):
    await there_are(cases, CapacityPart.STAFF, 0)
    assert await findings(cases) == {}


async def test_an_offer_that_was_made_when_nothing_could_be_used_is_found(cases, two):
    await cases.pool.execute(_SAID.format('{"count": 0}'))
    assert (await findings(cases)).keys() == {"no_place_was_offered_that_could_not_be_used"}
