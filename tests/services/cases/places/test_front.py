"""The store finds behind the lock of a queue what the rules would find among all who stand in it, in every order."""

import random
from datetime import timedelta
from itertools import permutations
from uuid import UUID

import pytest
import pytest_asyncio

from services.cases.domain.places.front import Front, InLine, in_line, question
from services.cases.domain.places.leaving import OfCase
from services.cases.domain.places.queue import Queue, moved
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.store import TABLES
from shared.contracts.codes import Priority
from shared.contracts.request_codes import RequestKind, WaitingCriterion
from shared.decision import World
from tests.services.cases.places.life import DAY, OFFER, ORDER, THERAPY, front_of, in_line_of, of_case
from tests.services.cases.samples import MONDAY, RULES
from tests.services.memory import Memory

pytestmark = pytest.mark.asyncio(loop_scope="session")

AT = (MONDAY - DAY, MONDAY, MONDAY + 5 * DAY)
ORDERS = [order for length in range(4) for order in permutations(WaitingCriterion, length)]


def somebody(number: int, chance: random.Random) -> ServiceRequest:
    """Many are alike in much: who is next is then decided by the rest."""
    return ServiceRequest(
        UUID(int=chance.getrandbits(128)), UUID(int=number % 7), UUID(int=number), OFFER, THERAPY.code, RequestKind.NEW,
        chance.choice(list(Priority)), chance.randrange(3), MONDAY + timedelta(hours=chance.randrange(3)), MONDAY,
        state=chance.choice([RequestState.WAITING] * 9 + list(RequestState)),
        unreachable_since=chance.choice([None, None, MONDAY]), postponed_until=chance.choice([None, None, *AT]),
    )  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def memory(cases) -> Memory:
    """The same people in memory and in the store."""
    chance, memory, queue = random.Random(7), Memory(RULES), Queue(OFFER, THERAPY.code)
    for one in (somebody(number, chance) for number in range(80)):
        memory.states[ServiceRequest, one.id] = one
        queue = moved(queue, None, one, ORDER)
    memory.states[Queue, OFFER] = queue
    world = World(states=dict(memory.states), changed=dict(memory.states))
    async with cases.pool.acquire() as conn, conn.transaction():
        await TABLES.save(conn, world)
    return memory


async def found(cases, kind: type, id: str) -> World:
    world = World(asked={(Queue, OFFER), (kind, id)})
    async with cases.pool.acquire() as conn, conn.transaction():
        await TABLES.load(conn, world)
    return world


async def test_who_is_next_in_every_order_at_every_instant(cases, memory):
    for order in ORDERS:
        for at, count in zip(AT, (1, 5, 80), strict=True):
            asked = question(OFFER, at, count, order)
            world = await found(cases, Front, asked)
            assert world.get(Front, asked) == front_of(memory, asked)
            for one in world.get(Front, asked).first:
                assert world.get(ServiceRequest, one.request) == memory.states[ServiceRequest, one.request]


async def test_who_stands_in_it_already(cases, memory):
    people = [UUID(int=number) for number in range(81)]
    asked = [in_line(OFFER, person) for person in people]
    store = [(await found(cases, InLine, id)).get(InLine, id) for id in asked]
    assert store == [in_line_of(memory, id) for id in asked]
    assert {one.request is None for one in store} == {True, False}


async def test_what_of_a_case_ends_with_it(cases, memory):
    for case in (str(UUID(int=number)) for number in range(8)):
        told = (await found(cases, OfCase, case)).get(OfCase, case)
        assert set(told.requests) == set(of_case(memory, case).requests)
