"""No place is given twice and nobody falls out of the queue, though the services are killed while people answer."""

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.conftest import session_folder
from tests.faults.crowds import CONFIGURED, SECRETS, crowd
from tests.faults.families import Killing
from tests.faults.forked import Forked
from tests.faults.harness import Deployment

# Twenty seconds: in `make test` the rules of the queue are tried without kills, and kills on stories and reports.
pytestmark = [pytest.mark.long, pytest.mark.asyncio(loop_scope="session")]

PEOPLE, PLACES = 7, 3
KILLS, ACTS = 8, 40


@pytest_asyncio.fixture(loop_scope="session")
async def waiting(postgres, broker) -> AsyncIterator[Deployment]:
    with session_folder("waiting") as folder:
        town = Deployment(
            postgres, broker, folder, "waiting", configured_as=CONFIGURED, secrets=SECRETS, begun_as=Forked
        )
        async with town.running() as deployment:
            yield deployment


async def test_each_answer_counts_once_and_no_place_is_given_twice(waiting):
    killing = Killing(waiting, random.Random(KILLS), KILLS, 2 * ACTS)
    async with crowd(waiting, random.Random(KILLS)) as people:
        await people.gather(PEOPLE, PLACES)
        await people.live(ACTS, killing)
        await people.rest()
        await people.agree(PLACES, 60)
    assert killing.kills == KILLS
