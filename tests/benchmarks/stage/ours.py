"""The stream: the same work with the promises kept (exactly once, order, parking), built as a service is."""

import asyncio
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from prometheus_client import CollectorRegistry

from shared.contracts.codes import AgeBand, Channel
from shared.contracts.intake import ReferralReceived
from shared.contracts.partner import ReferralSubmitted
from shared.database.pool import open_pool
from shared.database.table import Table, Tables
from shared.decision import Cause, Decision, Handler, Ref, World
from shared.observability import Metrics
from shared.runtime import garbage
from shared.settings.technical import Broker, Database
from shared.stream import kafka
from shared.stream.batch import Batch, Outcome
from shared.stream.catchup import CatchUp
from shared.stream.consumer import Consumer
from shared.stream.deciding import Deciding
from shared.stream.topics import Reading
from tests.benchmarks.machine import Stopwatch
from tests.benchmarks.stage.common import PARTITIONS


@dataclass(frozen=True, slots=True)
class Row:
    id: UUID
    reference: str
    kind: str
    body: str


def _refs(said: ReferralSubmitted, cause: Cause, rules: None) -> Iterable[Ref]:
    return ((Row, cause.id),)


def _decide(world: World, said: ReferralSubmitted, cause: Cause, rules: None) -> Decision:
    if world.get(Row, cause.id):
        return Decision()
    fact = ReferralReceived(
        referral=cause.id, number="LPX-2026-000001", partner=cause.partner, channel=Channel.KAFKA, kind=said.kind,
        needs=said.needs, subjects=(cause.id,), age_band=AgeBand.UNKNOWN, received_at=cause.time,
    )  # fmt: skip
    return Decision((Row(cause.id, said.reference, said.kind, said.narrative),), (fact,))


@dataclass(slots=True)
class Counting(Batch):
    """Says when the last record has taken effect."""

    finished: asyncio.Event | None = None
    wanted: int = 0

    async def apply(self, records: Sequence) -> Outcome:
        outcome = await Batch.apply(self, records)
        self.wanted -= outcome.applied
        if self.wanted <= 0:
            self.finished.set()
        return outcome


async def main(bootstrap: str, dsn: str, topic: str, count: int) -> None:
    pool = await open_pool(Database(dsn=dsn), "intake")
    metrics = Metrics(CollectorRegistry())
    work = Deciding(
        "intake", "bench", Tables((Table(Row, "referral_row"),)), None, facts={},
        messages={ReferralSubmitted.type: Handler(_refs, _decide)},
    )  # fmt: skip
    finished = asyncio.Event()
    batch = Counting(work, pool, PARTITIONS, metrics, lambda: datetime.now(UTC), finished=finished, wanted=count)
    consumer = Consumer(
        kafka.faststream(Broker(bootstrap_servers=(bootstrap,))), batch, CatchUp(batch, None, metrics),
        Reading(core={}, edge={topic: "police"}), metrics, f"{topic}.ours",
    )  # fmt: skip
    garbage.settle()
    watch = Stopwatch()
    await consumer.start()
    await finished.wait()
    watch.report()
    await consumer.stop()
    await pool.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])))
