"""`tilts log recover`: a log that was restored from a backup takes back from the bus what the backup did not have.

The bus remembers the facts that were published after the backup; consumers have applied them. They are adopted into
the log at their positions, the service's own state is rebuilt from them, and a new epoch begins behind them. What is
decided again afterwards (the restored cursors are older too) gives the same fact ids, which the log takes once.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from heapq import merge
from uuid import UUID

import asyncpg

from shared.contracts import registry
from shared.decision import Timer, World
from shared.stream import log, timers, wire
from shared.stream.adoption import Adoption, adopt
from shared.stream.agreement import Seen, is_closed
from shared.stream.bus import Bus
from shared.stream.deciding import Deciding
from shared.stream.record import FactRecord, core_record
from shared.stream.verification import seen
from shared.stream.work import Work

_CHUNK = 1_000
_INSERT = """
insert into event_log (partition, position, epoch, id, type, key, time, data, causation, correlation, trace)
values ($1, $2, $3, $4, $5, $6, $7, $8::text::json, $9, $10, $11)
"""


class NothingToRecover(RuntimeError):
    """The log and the bus agree: there is nothing to adopt."""


@dataclass(slots=True)
class Recovered:
    """What was adopted, by partition. `lost` says what is on neither side; consumers that had applied it will stop.

    `not_rebuilt` counts adopted facts, by type, that no handler turns into state; `failed` names those that one could
    not. Both are in the log, for whoever must mend the state by hand.
    """

    epoch: int
    adopted: dict[int, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    not_rebuilt: Counter = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


async def recover(
    conn: asyncpg.Connection, bus: Bus, work: Work, topic: str, *, dry_run: bool = False, force: bool = False
) -> Recovered:
    """Adopt, rebuild, begin a new epoch; all in one transaction that holds all heads, on a connection without limits.

    Raises NothingToRecover when the log is not closed and `force` is not given, BusUnavailable when the bus cannot be
    read.
    """
    transaction = conn.transaction()
    await transaction.start()
    try:
        await conn.execute("select from event_log_head order by partition for update")
        identity = await log.identity(conn)
        if identity.diverged is None and not force:
            raise NothingToRecover(f"the log of {identity.source} is not closed; nothing is known to be missing")
        done = await _recover(conn, bus, work, topic, identity)
    except BaseException:
        await transaction.rollback()
        raise
    await (transaction.rollback() if dry_run else transaction.commit())
    return done


@dataclass(slots=True)
class _Partition:
    """What the bus says of one partition. `beyond` are its facts past the head by position, `newest` the last position
    it knows of, `conflict` the first up to the head at which it has another fact than the log."""

    head: int
    forks: Sequence[tuple[int, int]]
    newest: int
    conflict: int | None = None
    beyond: dict[int, list[FactRecord]] = field(default_factory=lambda: defaultdict(list))
    unchecked: list[Seen] = field(default_factory=list)


async def _recover(conn: asyncpg.Connection, bus: Bus, work: Work, topic: str, identity: log.LogIdentity) -> Recovered:
    partitions, newest_epoch = await _read(conn, bus, identity.source, topic)
    adoptions: dict[int, Adoption] = {}
    for number, partition in partitions.items():
        last = await log.fact_at(conn, number, partition.head)
        adoptions[number] = adopt(
            partition.head, str(last) if last else None, partition.newest, partition.beyond, partition.conflict
        )
        await _insert(conn, number, adoptions[number].facts)
    done = Recovered(await conn.fetchval("select next_epoch($1)", max(identity.epoch, newest_epoch)))
    done.adopted = {number: len(a.facts) for number, a in adoptions.items() if a.facts}
    done.lost = [f"partition {number}: {a.lost}" for number, a in adoptions.items() if a.lost]
    if isinstance(work, Deciding):
        # Each partition's order is kept; across partitions the instants are the best order there is.
        by_time = merge(*(a.facts for a in adoptions.values()), key=lambda fact: wire.time(fact.given))
        await _rebuild(conn, work, list(by_time), done)
    await _begin_epoch(conn, identity.epoch, done.epoch, adoptions)
    return done


async def _read(conn: asyncpg.Connection, bus: Bus, source: str, topic: str) -> tuple[dict[int, _Partition], int]:
    """What the whole topic says of each partition, and the latest epoch on it."""
    partitions = {
        number: _Partition(head, await log.forks(conn, number), head)
        for number, head in (await log.heads(conn)).items()
    }
    newest_epoch = 0
    async for raw in bus.everything(topic, list(partitions)):
        record = core_record(source, raw.partition, raw.key, raw.value, raw.headers)
        said, partition = seen(raw), partitions[raw.partition]
        if record is None or said is None:
            continue
        newest_epoch = max(newest_epoch, record.epoch)
        if is_closed(said, partition.forks):
            continue
        partition.newest = max(partition.newest, said.position)
        if said.position <= partition.head:
            partition.unchecked.append(said)
        elif isinstance(record, FactRecord):
            partition.beyond[record.position].append(record)
        if len(partition.unchecked) >= _CHUNK:
            await _check(conn, raw.partition, partition)
    for number, partition in partitions.items():
        await _check(conn, number, partition)
    return partitions, newest_epoch


async def _check(conn: asyncpg.Connection, number: int, partition: _Partition) -> None:
    """Compare what was read with the log, many at once."""
    rows = await conn.fetch(
        "select position, id from event_log where partition = $1 and position = any($2)",
        number, [said.position for said in partition.unchecked],
    )  # fmt: skip
    ids: dict[int, UUID] = dict(map(tuple, rows))
    other = [said.position for said in partition.unchecked if ids.get(said.position) != said.id]
    partition.conflict = min([*other, *([partition.conflict] if partition.conflict else [])], default=None)
    partition.unchecked.clear()


async def _insert(conn: asyncpg.Connection, partition: int, facts: Sequence[FactRecord]) -> None:
    if not facts:
        return
    rows = [
        (
            f.partition, f.position, f.epoch, f.id, f.type, f.key, wire.time(f.given), f.body.decode(),
            wire.identifier(f.given, "causationid"), f.given.get("correlationid", str(f.id)),
            f.given.get("traceparent"),
        )
        for f in facts
    ]  # fmt: skip
    await conn.executemany(_INSERT, rows)
    await conn.executemany("insert into adopted_fact values ($1) on conflict do nothing", [(f.id,) for f in facts])
    # `relayed` stays where it was: the bus may have lost what came before them. They are published again, as repeats.
    await conn.execute("update event_log_head set position = $2 where partition = $1", partition, facts[-1].position)


async def _rebuild(conn: asyncpg.Connection, work: Deciding, facts: Sequence[FactRecord], done: Recovered) -> None:
    """Bring the service's own state to where its adopted facts say it was. What they led to is in the log already."""
    world, heard = World(), []
    for fact in facts:
        handler = work.replayed.get(fact.type)
        if handler is None:
            done.not_rebuilt[fact.type] += 1
            continue
        try:
            body, cause = registry.decode(fact.type, fact.body), fact.cause(wire.time(fact.given))
            world.asked.update(handler.refs(body, cause, work.rules))
            heard.append((fact, handler, body, cause))
        except Exception as error:
            done.failed.append(_failed(fact, error))
    await work.tables.load(conn, world)
    due: list[Timer] = []
    for fact, handler, body, cause in heard:
        try:
            decision = handler.decide(world, body, cause, work.rules)
            world.accept(decision)
            due += decision.timers
        except Exception as error:
            done.failed.append(_failed(fact, error))
    await work.tables.save(conn, world)
    await timers.schedule(conn, due)


def _failed(fact: FactRecord, error: Exception) -> str:
    return f"{fact.type} {fact.id} at {fact.partition}/{fact.position}: {type(error).__name__}"


async def _begin_epoch(conn: asyncpg.Connection, old: int, new: int, adoptions: Mapping[int, Adoption]) -> None:
    rows = [(epoch, p, after) for p, adoption in adoptions.items() for epoch, after in adoption.forks(old, new)]
    await conn.executemany("insert into log_epoch (epoch, partition, after) values ($1, $2, $3)", rows)
    await conn.execute("update log_identity set epoch = $1, diverged = null, lineage = log_lineage()", new)
    await log.trust(conn)
