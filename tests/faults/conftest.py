"""One municipality for all fault tests: each test leaves it running, quiet and in agreement."""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import pytest
import pytest_asyncio

from deploy.local.postgres import Postgres
from tests.conftest import own_postgres, session_folder
from tests.faults.forked import Forked
from tests.faults.harness import Deployment
from tests.faults.reports import letter


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A server of their own: killed under the connections that other tests keep open, it would make those fail."""
    with own_postgres() as server:
        yield server


# Until the folder's tests are through, and no longer: while it runs it works, and others are waiting for the processor.
@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def deployment(postgres, broker) -> AsyncIterator[Deployment]:
    with session_folder("faults") as folder:
        async with Deployment(
            postgres, broker, folder, "fault", writes=letter, begun_as=Forked
        ).running() as deployment:
            yield deployment


_NUMBERS = count(1)


@pytest_asyncio.fixture(loop_scope="session")
async def municipality(deployment) -> AsyncIterator[Deployment]:
    """Running before the test, and again after one that failed while it was down."""
    if not deployment.postgres.alive:
        deployment.postgres.start()
    if not (deployment.replicas[0].alive and deployment.ready()):
        await deployment.kill()
        await deployment.start()
    yield deployment


def fresh(number: int) -> list[str]:
    """Message ids that nobody has used yet."""
    return [f"{next(_NUMBERS):06}" for _ in range(number)]
