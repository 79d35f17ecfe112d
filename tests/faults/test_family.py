"""A family's story gets to its end though the services are killed while people speak, and everything in it is once."""

import random
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.conftest import session_folder
from tests.faults.families import Killing, family
from tests.faults.forked import Forked
from tests.faults.harness import Deployment
from tests.story.family import STORY

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def families(postgres, broker) -> AsyncIterator[Deployment]:
    """A municipality beside the one of the other tests, which count everything in theirs."""
    with session_folder("families") as folder:
        async with Deployment(postgres, broker, folder, "families", begun_as=Forked).running() as deployment:
            yield deployment


@pytest.mark.parametrize("kills", [2, pytest.param(6, marks=pytest.mark.long)])
async def test_a_story_is_told_to_its_end_though_the_services_are_killed(families, kills):
    killing = Killing(families, random.Random(kills), kills)
    async with family(families, f"story-{kills}", killing) as one:
        await one.tell()
        told = [(entry["kind"], entry["service_mode"]) for entry in await one.timeline()]
    assert killing.kills == kills
    assert [entry for entry in told[::-1] if entry[0] in dict(STORY)] == STORY
    assert one.refused == ["home-visit-needs-justification"]
    assert (await families.verify(60)).findings == []
