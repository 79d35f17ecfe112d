"""Each notice reaches its agency under one key, and the ledger lists what agencies got, though the voice is killed."""

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.conftest import session_folder
from tests.faults.deliveries import CONFIGURED, GROUPS, Deliveries, agency, deliveries, letter
from tests.faults.forked import Forked
from tests.faults.harness import Deployment

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def telling(postgres, broker) -> AsyncIterator[Deliveries]:
    with session_folder("telling") as folder, agency(folder, seed=1) as (book, secrets):
        town = Deployment(postgres, broker, folder, "telling", GROUPS, CONFIGURED, secrets, letter, Forked)
        async with town.running() as deployment:
            await deployment.start(1)
            async with deliveries(deployment, book, random.Random(1)) as telling:
                yield telling


@pytest.mark.parametrize(("kills", "people"), [(2, 5), pytest.param(5, 12, marks=pytest.mark.long)])
async def test_nothing_is_missing_and_the_ledger_lists_what_the_agencies_got(telling, kills, people):
    for _ in range(kills):
        await telling.tell(people)
        await telling.kill(hurry=True)
    await telling.rest(60, hurry=True)
    assert await telling.agree(60) >= 2 * kills * people
