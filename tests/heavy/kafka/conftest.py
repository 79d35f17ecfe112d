"""Apache Kafka, whatever TILTS_TEST_BROKER says, and one municipality on it whose replicas share its partitions."""

from collections.abc import AsyncIterator, Iterator, Mapping

import pytest
import pytest_asyncio

from deploy.kafka.broker import KafkaBroker
from tests.conftest import session_folder
from tests.faults.harness import Deployment


class Grouped(Deployment):
    """Each replica takes its share of the partitions from Kafka, instead of all of them."""

    def _environment(self, replica: int = 0) -> Mapping[str, str]:
        return {**super()._environment(replica), "TILTS_BROKER__MEMBERSHIP": "group"}


@pytest.fixture(scope="session")
def kafka() -> Iterator[KafkaBroker]:
    with session_folder("kafka") as folder:
        broker = KafkaBroker(folder)
        broker.start()
        yield broker
        broker.stop()


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def municipality(postgres, kafka) -> AsyncIterator[Grouped]:
    with session_folder("group") as folder:
        async with Grouped(postgres, kafka, folder, "grouped").running() as municipality:
            yield municipality
