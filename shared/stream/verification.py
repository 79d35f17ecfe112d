"""Compares the log with the bus and acts on it: opens the log, rewinds the relay, or closes the log and says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import asyncpg
import structlog
from aiokafka.structs import ConsumerRecord

from shared.contracts.topics import EDGE_TOPICS, PARTNER
from shared.observability.metrics import Metrics
from shared.stream import log, wire
from shared.stream.agreement import Agrees, Behind, Diverged, LogSide, Seen, compare
from shared.stream.bus import Bus, NoSuchTopic, Tail

_log = structlog.get_logger("log")
RECEIPTS_KEPT = max(topic.retention for topic in EDGE_TOPICS if PARTNER in topic.consumers)
"""How long what we write to partners lies on the bus: older receipts need not be there."""

_LAST_RECEIPTS = """
select distinct on (e.partition, e.topic) e.partition, e.topic, e.id::text as id
from relayed r join event_log_head h using (partition) join event_log e using (partition)
where h.lane = 'edge' and e.position between r.position - 10000 and r.position and e.time > now() - $1::interval
order by e.partition, e.topic, e.position desc
"""

_RELAYED = """
select r.partition, r.position from relayed r join event_log_head h using (partition)
where h.lane = 'core' order by r.partition
"""
_BACK = "update relayed set position = $1, generation = generation + 1 where partition = $2 and position = $3"

# As far back as the topics are kept, but never forward.
_TELL_AGAIN = """
update relayed r set generation = generation + 1, position = coalesce(
    (select max(position) from event_log e
     where e.partition = r.partition and e.position <= r.position and e.time <= now() - $1::interval), 0)
from event_log_head h where h.partition = r.partition and h.lane = 'edge'
"""


@dataclass(frozen=True, slots=True)
class Verification:
    """The comparison for one service's log with its core topic, and with the topics of its receipts."""

    pool: asyncpg.Pool
    bus: Bus
    topic: str
    service: str
    metrics: Metrics
    receipts_kept: timedelta = RECEIPTS_KEPT

    async def agree(self) -> dict[int, int] | None:
        """Where each partition of the bus ended, when the log may grow and be published; None when it may not.

        Raises BusUnavailable when the bus cannot be asked. Once closed, a log stays closed until `tilts log recover`:
        the bus that knew better may have forgotten since.
        """
        ends: dict[int, int] = {}
        async with self.pool.acquire() as conn:
            identity = await log.identity(conn)
            if identity.diverged is None:
                relayed = dict(map(tuple, await conn.fetch(_RELAYED)))
                tails = await self.bus.tails(self.topic, relayed, lambda p, tail: _says_enough(tail, relayed[p]))
                ends = {partition: tail.end for partition, tail in tails.items()}
                lost = await self._lost_receipts(conn)
                async with conn.transaction():
                    identity = await self._act(conn, tails, lost)
        self.metrics.log_diverged.labels(self.service).set(identity.diverged is not None)
        return ends if identity.open else None

    async def _act(self, conn: asyncpg.Connection, tails: dict[int, Tail], lost: Sequence[int]) -> log.LogIdentity:
        reasons, forgot = [], bool(lost)
        for partition, tail in tails.items():
            facts = [fact for fact in map(seen, tail.records) if fact]
            side = await _log_side(conn, partition, facts)
            match compare(facts, tail.reached_start, tail.start, side):
                case Diverged(reason):
                    reasons.append(f"partition {partition}: {reason}")
                case Behind(position):
                    forgot = True
                    _log.warning("bus_lost_records", partition=partition, relayed=side.relayed, bus=position)
                    await conn.execute(_BACK, position, partition, side.relayed)
                case Agrees():
                    pass
        if reasons:
            _log.error("log_diverged", reason="; ".join(reasons), mend="tilts log recover")
            await conn.execute("update log_identity set diverged = $1", "; ".join(reasons))
        else:
            await log.trust(conn)
            if forgot:
                # A bus that lost facts has lost receipts too. Partners know repeated ones by their ids.
                await conn.execute(_TELL_AGAIN, self.receipts_kept)
        return await log.identity(conn)

    async def _lost_receipts(self, conn: asyncpg.Connection) -> list[int]:
        """The partitions of receipts of which the newest published one is not on its topic any more."""
        lost = []
        for row in await conn.fetch(_LAST_RECEIPTS, self.receipts_kept):

            def there(_: int, records: Sequence[ConsumerRecord], id: str = row["id"]) -> bool:
                return any(wire.attributes(record.headers).get("id") == id for record in records)

            try:
                tail = (await self.bus.tails(row["topic"], [0], there))[0]
            except NoSuchTopic:
                continue  # a partner who left; or the deploy step is still to come, and then the send tells
            if tail.reached_start and not there(0, tail.records):
                lost.append(row["partition"])
        return lost


def _says_enough(records: Sequence[ConsumerRecord], relayed: int) -> bool:
    """A fact from before `relayed` shows whether what follows it is there; a head record how far the log was, even in
    the middle of a rewind."""
    found = [fact for record in records if (fact := seen(record))]
    older = relayed == 0 or any(f.published and f.position <= relayed for f in found)
    return older and not all(f.published for f in found)


def seen(record: ConsumerRecord) -> Seen | None:
    """What a record of a core topic says; None when that cannot be read."""
    given = wire.attributes(record.headers)
    is_head = given.get("type") == wire.HEAD_TYPE
    position = wire.number(given, "head" if is_head else "position")
    epoch, id = wire.number(given, "epoch"), wire.identifier(given, "headid" if is_head else "id")
    if position is None or epoch is None or (id is None) is not (is_head and position == 0):
        return None
    return Seen(position, epoch, id, published=not is_head)


async def _log_side(conn: asyncpg.Connection, partition: int, facts: Sequence[Seen]) -> LogSide:
    row = await conn.fetchrow(
        """
        select i.epoch, h.position as head, r.position as relayed
        from log_identity i, event_log_head h join relayed r using (partition) where h.partition = $1
        """,
        partition,
    )
    ids = await conn.fetch(
        "select position, id from event_log where partition = $1 and position = any($2)",
        partition,
        [fact.position for fact in facts],
    )
    return LogSide(row["epoch"], row["head"], row["relayed"], await log.forks(conn, partition), dict(map(tuple, ids)))
