"""Compares the log with the bus and acts on it: opens the log, rewinds the relay, or closes the log and says so."""

from dataclasses import dataclass

import asyncpg
import structlog
from aiokafka.structs import ConsumerRecord

from shared.stream import log, wire
from shared.stream.agreement import Agrees, Behind, Diverged, LogSide, Seen, compare
from shared.stream.bus import Bus, Tail

_log = structlog.get_logger("log")


@dataclass(frozen=True, slots=True)
class Verification:
    """The comparison for one service's log and its core topic."""

    pool: asyncpg.Pool
    bus: Bus
    topic: str

    async def agree(self) -> bool:
        """True when the log may grow and be published. Raises BusUnavailable when the bus cannot be asked."""
        async with self.pool.acquire() as conn:
            partitions = list(await log.heads(conn))
            tails = await self.bus.tails(self.topic, partitions, want=lambda record: seen(record) is not None)
            async with conn.transaction():
                return await self._act(conn, tails)

    async def _act(self, conn: asyncpg.Connection, tails: dict[int, Tail]) -> bool:
        reasons = []
        for partition, tail in tails.items():
            facts = [fact for fact in map(seen, tail.records) if fact]
            side = await _log_side(conn, partition, facts)
            match compare(facts, tail.reached_start, tail.start, side):
                case Diverged(reason):
                    reasons.append(f"partition {partition}: {reason}")
                case Behind(position):
                    _log.warning("bus_lost_records", partition=partition, relayed=side.relayed, bus=position)
                    await conn.execute(
                        """
                        update relayed set position = $1, generation = generation + 1
                        where partition = $2 and position = $3
                        """,
                        position, partition, side.relayed,
                    )  # fmt: skip
                case Agrees():
                    pass
        reason = "; ".join(reasons) or None
        if reason:
            _log.error("log_diverged", reason=reason, mend="tilts log recover")
        await conn.execute(
            """
            update log_identity set diverged = $1::text,
                incarnation = case when $1::text is null then log_incarnation() else incarnation end
            where diverged is distinct from $1::text or incarnation is distinct from log_incarnation()
            """,
            reason,
        )
        return reason is None


def seen(record: ConsumerRecord) -> Seen | None:
    """A record of a core topic as a fact, or None for a head record or something unreadable."""
    given = wire.attributes(record.headers)
    position, epoch = wire.number(given, "position"), wire.number(given, "epoch")
    if position is None or epoch is None:
        return None
    return Seen(position, epoch, wire.identifier(given, "id"))


async def _log_side(conn: asyncpg.Connection, partition: int, facts: list[Seen]) -> LogSide:
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
