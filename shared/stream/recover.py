"""`tilts log recover`: a log that was restored from a backup takes back from the bus what the backup did not have.

The bus remembers the facts that were published after the backup; consumers have applied them. They are adopted into
the log at their positions, the service's own state is rebuilt from them, and a new epoch begins behind them. What is
decided again afterwards (the restored cursors are older too) gives the same fact ids, which the log takes once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg

from shared.contracts import registry
from shared.decision import Cause, World
from shared.stream import log, timers, wire
from shared.stream.bus import Bus
from shared.stream.deciding import Deciding
from shared.stream.record import FactRecord, HeadRecord, core_record
from shared.stream.work import Work


class NothingToRecover(RuntimeError):
    """The log and the bus agree: there is nothing to adopt."""


@dataclass(slots=True)
class Recovered:
    """What was adopted. `lost` says where positions are on neither side; consumers that had applied them will stop."""

    epoch: int
    adopted: dict[int, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)


async def recover(
    conn: asyncpg.Connection, bus: Bus, work: Work, topic: str, *, dry_run: bool = False, force: bool = False
) -> Recovered:
    """Adopt, rebuild, begin a new epoch; all in one transaction. The service must be stopped.

    Raises NothingToRecover when the log is open and `force` is not given, BusUnavailable when the bus cannot be read.
    """
    identity = await log.identity(conn)
    if identity.diverged is None and not force:
        raise NothingToRecover(f"the log of {identity.source} is not closed; nothing is known to be missing")
    heads = await log.heads(conn)
    beyond = await _beyond(bus, identity.source, topic, heads)
    transaction = conn.transaction()
    await transaction.start()
    try:
        await conn.execute("select 1 from event_log_head order by partition for update")
        done = await _adopt(conn, identity.epoch, await log.heads(conn), beyond)
        if isinstance(work, Deciding):
            await _rebuild(
                conn, work, [fact for facts in beyond.values() for fact in facts[: done.adopted[facts[0].partition]]]
            )
        await _begin_epoch(conn, done)
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.rollback() if dry_run else transaction.commit())
    return done


async def _beyond(bus: Bus, source: str, topic: str, heads: dict[int, int]) -> dict[int, list[FactRecord]]:
    """The facts past each head, in order; of two at one position, the one of the later epoch."""
    found: dict[int, dict[int, FactRecord]] = {partition: {} for partition in heads}
    async for raw in bus.everything(topic, list(heads)):
        record = core_record(source, raw.partition, raw.key, raw.value, raw.headers)
        if record is None or isinstance(record, HeadRecord) or record.position <= heads[raw.partition]:
            continue
        known = found[raw.partition].get(record.position)
        if known is None or known.epoch < record.epoch:
            found[raw.partition][record.position] = record
    return {partition: [facts[p] for p in sorted(facts)] for partition, facts in found.items() if facts}


async def _adopt(
    conn: asyncpg.Connection, epoch: int, heads: dict[int, int], beyond: dict[int, list[FactRecord]]
) -> Recovered:
    """Write the facts that follow the heads without a gap; what lies behind a gap cannot be adopted, and is told."""
    done = Recovered(max([epoch, *(fact.epoch for facts in beyond.values() for fact in facts)]) + 1)
    for partition, facts in beyond.items():
        head, usable = heads[partition], []
        for fact in facts:
            if fact.position != head + len(usable) + 1 or wire.identifier(fact.given, "id") is None:
                done.lost.append(
                    f"partition {partition}: position {head + len(usable) + 1} is gone, "
                    f"so {len(facts) - len(usable)} fact(s) from {fact.position} on cannot be adopted"
                )
                break
            usable.append(fact)
        await _insert(conn, usable)
        done.adopted[partition] = len(usable)
    return done


async def _insert(conn: asyncpg.Connection, facts: Sequence[FactRecord]) -> None:
    rows = [
        (
            f.partition, f.position, f.epoch, wire.identifier(f.given, "id"), f.type, f.key, wire.time(f.given),
            (f.body or b"{}").decode(), wire.identifier(f.given, "causationid"), f.given.get("correlationid", ""),
            f.given.get("traceparent"),
        )
        for f in facts
    ]  # fmt: skip
    await conn.executemany(
        """
        insert into event_log (partition, position, epoch, id, type, key, time, data, causation, correlation, trace)
        values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10, $11)
        """,
        rows,
    )
    await conn.executemany("insert into adopted_fact values ($1) on conflict do nothing", [(row[3],) for row in rows])
    if rows:
        partition, position = rows[-1][:2]
        await conn.execute("update event_log_head set position = $2 where partition = $1", partition, position)
        # They came from the bus, so it has them.
        await conn.execute(
            "update relayed set position = $2, generation = generation + 1 where partition = $1", partition, position
        )


async def _rebuild(conn: asyncpg.Connection, work: Deciding, facts: Sequence[FactRecord]) -> None:
    """Bring the service's own state to where its adopted facts say it was."""
    world, pairs, due = World(), [], []
    for fact in facts:
        handler = work.replayed.get(fact.type)
        if handler:
            body = registry.decode(fact.type, fact.body)
            cause = Cause(_name(fact), wire.time(fact.given), fact.given.get("correlationid", ""), work.name)
            world.asked.update(handler.refs(body, cause, work.rules))
            pairs.append((handler, body, cause))
    await work.tables.load(conn, world)
    for handler, body, cause in pairs:
        decision = handler.decide(world, body, cause, work.rules)
        world.accept(decision)
        due += decision.timers
    await work.tables.save(conn, world)
    await timers.schedule(conn, due)


def _name(fact: FactRecord) -> UUID:
    return wire.identifier(fact.given, "id")


async def _begin_epoch(conn: asyncpg.Connection, done: Recovered) -> None:
    await conn.execute(
        """
        insert into log_epoch (epoch, partition, after)
        select $1, partition, position from event_log_head where lane = 'core'
        """,
        done.epoch,
    )
    await conn.execute(
        "update log_identity set epoch = $1, diverged = null, incarnation = log_incarnation()", done.epoch
    )
