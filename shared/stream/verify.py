"""Does everything agree? The log with itself, the relay and the bus with the log, every cursor with its source's log.

Works under load too: the heads are recorded first, and everything is compared once it has got that far.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import asyncpg

from shared.stream import log, wire
from shared.stream.agreement import is_closed
from shared.stream.bus import Bus, NoSuchTopic
from shared.stream.verification import RECEIPTS_KEPT, seen

Check = Callable[[asyncpg.Connection], Awaitable[list[str]]]
Heads = Mapping[str, Mapping[int, int]]
"""service → partition → position"""

_POLL = 0.1


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree: in which service, which part of it, and what exactly.

    What `heals` is mended by the relay as soon as it looks at the bus again: the bus forgot something a moment ago.
    """

    service: str
    what: str
    detail: str
    heals: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """One service to look at: its database, its core topic, whose facts it consumes, and its own checks."""

    name: str
    pool: asyncpg.Pool
    topic: str
    sources: tuple[str, ...]
    checks: Sequence[Check] = ()


@dataclass(slots=True)
class Report:
    """`findings` is empty when all agrees; `waiting` are things that wait for somebody, which is no disagreement."""

    findings: list[Finding] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    facts: int = 0
    """How many positions were compared."""


async def verify(subjects: Sequence[Subject], bus: Bus, deadline: float = 15.0) -> Report:
    """Compare everything; waits at most `deadline` seconds for relays and cursors to reach the recorded heads, and for
    relays to publish again what the bus has just forgotten."""
    end = asyncio.get_running_loop().time() + deadline
    heads = {subject.name: await _heads(subject, "core") for subject in subjects}
    published = {subject.name: heads[subject.name] | await _heads(subject, "edge") for subject in subjects}
    while True:
        await _until_reached(subjects, heads, published, end)
        report = await _compared(subjects, heads, published, bus)
        heals = report.findings and all(finding.heals for finding in report.findings)
        if not heals or asyncio.get_running_loop().time() > end:
            return report
        await asyncio.sleep(_POLL)


async def _compared(subjects: Sequence[Subject], heads: Heads, published: Heads, bus: Bus) -> Report:
    report = Report(facts=sum(sum(positions.values()) for positions in heads.values()))
    by_name = {subject.name: subject for subject in subjects}
    for subject in subjects:
        report.findings += await _log(subject)
        report.findings += await _relay(subject, published[subject.name])
        report.findings += await _bus(subject, heads[subject.name], bus)
        report.findings += await _receipts(subject, bus)
        report.findings += await _cursors(subject, by_name, heads)
        report.findings += await _own(subject)
        report.waiting += await _waiting(subject)
    return report


async def _heads(subject: Subject, lane: str) -> dict[int, int]:
    async with subject.pool.acquire() as conn:
        return await log.heads(conn, lane)


async def _until_reached(subjects: Sequence[Subject], heads: Heads, published: Heads, end: float) -> None:
    while asyncio.get_running_loop().time() < end:
        if not any([await _behind(subject, heads, published) for subject in subjects]):
            return
        await asyncio.sleep(_POLL)


async def _behind(subject: Subject, heads: Heads, published: Heads) -> bool:
    relayed = dict(map(tuple, await subject.pool.fetch("select partition, position from relayed")))
    if any(relayed.get(partition, 0) < head for partition, head in published[subject.name].items()):
        return True
    rows = await subject.pool.fetch("select source, partition, position from consumed")
    return any(
        row["position"] < heads[row["source"]].get(row["partition"], 0) for row in rows if row["source"] in heads
    )


async def _log(subject: Subject) -> list[Finding]:
    """Gapless: as many rows as the head says, the first at 1, the last at the head; each fact once; open for more."""
    rows = await subject.pool.fetch(
        """
        select h.partition, h.position as head, h.lane, count(distinct e.id) as facts,
               count(e.position) as rows, min(e.position) as first, max(e.position) as last
        from event_log_head h left join event_log e using (partition) group by h.partition order by 1
        """
    )
    findings = [
        Finding(
            subject.name, "log",
            f"partition {r['partition']}: the head is at {r['head']}, "
            f"but there are {r['rows']} facts, {r['first']} to {r['last']}",
        )
        for r in rows
        if r["rows"] != r["head"] or (r["head"] and (r["first"], r["last"]) != (1, r["head"]))
    ]  # fmt: skip
    findings += [
        Finding(subject.name, "log", f"partition {r['partition']}: {r['rows'] - r['facts']} fact(s) stand there twice")
        for r in rows
        if r["lane"] == "core" and r["facts"] != r["rows"]
    ]
    async with subject.pool.acquire() as conn:
        identity = await log.identity(conn)
    if identity.diverged:
        findings.append(Finding(subject.name, "log", f"closed: {identity.diverged}"))
    elif not identity.open:
        findings.append(
            Finding(subject.name, "log", "not compared with the bus since its database was made or restored")
        )
    return findings


async def _relay(subject: Subject, heads: Mapping[int, int]) -> list[Finding]:
    rows = await subject.pool.fetch(
        """
        select r.partition, r.position, h.position as head
        from relayed r join event_log_head h using (partition) order by 1
        """
    )
    return [
        Finding(
            subject.name,
            "relay",
            f"partition {r['partition']}: relayed to {r['position']}, the log ends at {r['head']}",
            heals=r["position"] <= r["head"],
        )
        for r in rows
        if r["position"] > r["head"] or r["position"] < heads.get(r["partition"], 0)
    ]


async def _bus(subject: Subject, heads: Mapping[int, int], bus: Bus) -> list[Finding]:
    """From the first position that the bus must still have, every one up to the recorded head, with the log's fact."""
    ids: dict[int, dict[int, UUID]] = {partition: {} for partition in heads}
    async with subject.pool.acquire() as conn:
        forks = {partition: await log.forks(conn, partition) for partition in heads}
    async for record in bus.everything(subject.topic, list(heads)):
        fact = seen(record)
        if fact and fact.published and not is_closed(fact, forks[record.partition]):
            ids[record.partition][fact.position] = fact.id
    starts = await bus.starts(subject.topic, list(heads))
    findings = []
    for partition, head in heads.items():
        # Where nothing expired, everything must be there; otherwise from the oldest that is.
        first = 1 if starts[partition] == 0 else min(ids[partition], default=head + 1)
        findings += await _bus_partition(subject, partition, first, head, ids[partition])
    return findings


async def _bus_partition(
    subject: Subject, partition: int, first: int, head: int, on_bus: Mapping[int, UUID]
) -> list[Finding]:
    missing = [position for position in range(first, head + 1) if position not in on_bus]
    rows = await subject.pool.fetch(
        "select position, id from event_log where partition = $1 and position >= $2", partition, first
    )
    logged = dict(map(tuple, rows))
    other = [p for p, id in on_bus.items() if p <= head and logged.get(p) != id]
    beyond = [p for p in on_bus if p > max(logged, default=0)]
    told = [
        (missing, "the bus lacks position(s)", True),
        (other, "the bus has another fact than the log at position(s)", False),
        (beyond, "the bus has position(s) that the log does not", False),
    ]
    return [
        Finding(subject.name, "bus", f"partition {partition}: {what} {_some(found)}", heals)
        for found, what, heals in told
        if found
    ]


async def _receipts(subject: Subject, bus: Bus) -> list[Finding]:
    """Every receipt that its topic must still have is there."""
    rows = await subject.pool.fetch(
        """
        select e.topic, e.id::text as id, e.time from event_log e join relayed r using (partition)
        where e.topic is not null and e.position <= r.position and e.time > now() - $1::interval
        """,
        RECEIPTS_KEPT,
    )
    findings = []
    for topic in sorted({row["topic"] for row in rows}):
        try:
            started = (await bus.starts(topic, [0]))[0]
            there = [wire.attributes(record.headers) async for record in bus.everything(topic, [0])]
        except NoSuchTopic as error:
            findings.append(Finding(subject.name, "receipts", str(error)))
            continue
        ids = {given.get("id") for given in there}
        oldest = min((time for given in there if (time := wire.time(given))), default=None)
        wanted = [r for r in rows if r["topic"] == topic and (started == 0 or (oldest and r["time"] > oldest))]
        if missing := [row["id"] for row in wanted if row["id"] not in ids]:
            lacks = f"{topic} lacks {len(missing)}, such as {missing[0]}"
            findings.append(Finding(subject.name, "receipts", lacks, heals=True))
    return findings


async def _cursors(subject: Subject, by_name: Mapping[str, Subject], heads: Heads) -> list[Finding]:
    """Each cursor at or past the recorded head of its source, never past the source's log, and at the same fact."""
    findings = []
    rows = await subject.pool.fetch("select source, partition, position, fact from consumed order by 1, 2")
    for row in rows:
        source = by_name.get(row["source"])
        if source is None:
            continue
        where = f"{row['source']} partition {row['partition']}"
        head = heads[source.name].get(row["partition"], 0)
        at = await source.pool.fetchval(
            "select id from event_log where partition = $1 and position = $2", row["partition"], row["position"]
        )
        if row["position"] < head:
            wrong = f"applied to {row['position']} of {head}"
        elif row["position"] and at is None:
            wrong = f"at {row['position']}, where the source has nothing"
        elif row["position"] and at != row["fact"]:
            wrong = f"another fact stands at {row['position']} in the source"
        else:
            continue
        findings.append(Finding(subject.name, "cursor", f"{where}: {wrong}"))
    return findings


async def _own(subject: Subject) -> list[Finding]:
    async with subject.pool.acquire() as conn:
        return [Finding(subject.name, "check", said) for check in subject.checks for said in await check(conn)]


async def _waiting(subject: Subject) -> list[str]:
    parked = await subject.pool.fetchval("select count(*) from parked")
    timers = await subject.pool.fetchval("select count(*) from timer")
    told = [(parked, "record(s) parked"), (timers, "timer(s) set")]
    return [f"{subject.name}: {count} {what}" for count, what in told if count]


def _some(positions: Sequence[int]) -> str:
    shown = ", ".join(map(str, sorted(positions)[:5]))
    return shown if len(positions) <= 5 else f"{shown} and {len(positions) - 5} more"
