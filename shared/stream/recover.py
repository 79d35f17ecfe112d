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


async def _recover(conn: asyncpg.Connection, bus: Bus, work: Work, topic: str, identity: log.LogIdentity) -> Recovered:
    beyond, conflicts, newest_epoch = await _compare(conn, bus, identity.source, topic)
    adoptions: dict[int, Adoption] = {}
    for partition, head in (await log.heads(conn)).items():
        last = await log.fact_at(conn, partition, head)
        adoptions[partition] = adopt(head, str(last) if last else None, beyond[partition], conflicts.get(partition))
        await _insert(conn, partition, adoptions[partition].facts)
    done = Recovered(max(identity.epoch, newest_epoch) + 1)
    done.adopted = {partition: len(a.facts) for partition, a in adoptions.items() if a.facts}
    done.lost = [f"partition {partition}: {a.lost}" for partition, a in adoptions.items() if a.lost]
    if isinstance(work, Deciding):
        # Each partition's order is kept; across partitions the instants are the best order there is.
        by_time = merge(*(a.facts for a in adoptions.values()), key=lambda fact: wire.time(fact.given))
        await _rebuild(conn, work, list(by_time), done)
    await _begin_epoch(conn, identity.epoch, done.epoch, adoptions)
    return done


async def _compare(
    conn: asyncpg.Connection, bus: Bus, source: str, topic: str
) -> tuple[Mapping[int, Mapping[int, list[FactRecord]]], dict[int, int], int]:
    """The bus's facts past each head by position, the first position that differs, and the latest epoch on the bus."""
    heads = await log.heads(conn)
    forks = {partition: await log.forks(conn, partition) for partition in heads}
    beyond: dict[int, dict[int, list[FactRecord]]] = {p: defaultdict(list) for p in heads}
    conflicts: dict[int, int] = {}
    known: dict[int, list[FactRecord]] = defaultdict(list)
    newest_epoch = 0
    async for raw in bus.everything(topic, list(heads)):
        record = core_record(source, raw.partition, raw.key, raw.value, raw.headers)
        if record is None:
            continue
        newest_epoch = max(newest_epoch, record.epoch)
        if not isinstance(record, FactRecord):
            continue
        if is_closed(Seen(record.position, record.epoch, record.id), forks[raw.partition]):
            continue
        if record.position > heads[raw.partition]:
            beyond[raw.partition][record.position].append(record)
            continue
        known[raw.partition].append(record)
        if len(known[raw.partition]) >= _CHUNK:
            await _note_conflict(conn, raw.partition, known.pop(raw.partition), conflicts)
    for partition, records in known.items():
        await _note_conflict(conn, partition, records, conflicts)
    return beyond, conflicts, newest_epoch


async def _note_conflict(
    conn: asyncpg.Connection, partition: int, records: Sequence[FactRecord], conflicts: dict[int, int]
) -> None:
    rows = await conn.fetch(
        "select position, id from event_log where partition = $1 and position = any($2)",
        partition, [record.position for record in records],
    )  # fmt: skip
    ids: dict[int, UUID] = dict(map(tuple, rows))
    other = [record.position for record in records if ids.get(record.position) != record.id]
    if other:
        conflicts[partition] = min(*other, conflicts.get(partition, other[0]))


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
    head = facts[-1].position
    await conn.execute("update event_log_head set position = $2 where partition = $1", partition, head)
    # They came from the bus, so it has them.
    await conn.execute(
        "update relayed set position = $2, generation = generation + 1 where partition = $1", partition, head
    )


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
    """Say where the new epoch begins, and those before it that the backup did not know either."""
    rows = [
        (epoch, partition, min([f.position - 1 for f in adoption.facts if f.epoch >= epoch], default=adoption.after))
        for epoch in range(old + 1, new + 1)
        for partition, adoption in adoptions.items()
    ]
    await conn.executemany("insert into log_epoch (epoch, partition, after) values ($1, $2, $3)", rows)
    # A relay that outlived the restore may have said that it published more than there is; it must not say so again.
    await conn.execute(
        """
        update relayed r set position = least(r.position, h.position), generation = generation + 1
        from event_log_head h where h.partition = r.partition
        """
    )
    await conn.execute("update log_identity set epoch = $1, diverged = null, incarnation = log_incarnation()", new)
