"""One partition in memory: a source's log, a bus that forgets, and a consumer's database. What is atomic there is one
call here; everything that decides is the code of shared/stream itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from shared.stream.adoption import adopt
from shared.stream.agreement import Behind, Diverged, LogSide, Seen, is_closed
from shared.stream.cursor import Cursor, Place
from shared.stream.judging import Outcome
from shared.stream.record import FactRecord, HeadRecord

SOURCE = "intake"
PLACE: Place = (SOURCE, 0)


Record = FactRecord | HeadRecord


_GIVEN = {"time": "2026-03-17T07:42:11Z"}


def fact(position: int, epoch: int, id: UUID, previous: UUID | None) -> FactRecord:
    before = str(previous) if previous else None
    return FactRecord(SOURCE, 0, epoch, position, id, before, "key", "type", b"{}", (), _GIVEN)


@dataclass(slots=True)
class Log:
    """The source's database. `written` are the facts with the epoch in which each was written."""

    written: list[tuple[UUID, int]] = field(default_factory=list)
    relayed: int = 0
    generation: int = 1
    epoch: int = 1
    forks: list[tuple[int, int]] = field(default_factory=list)
    diverged: bool = False
    compared: int = 0
    """The incarnation that was last compared with the bus."""
    lineage: int = 0
    """The lineage of then."""

    def copy(self) -> "Log":
        return replace(self, written=list(self.written), forks=list(self.forks))

    @property
    def head(self) -> int:
        return len(self.written)

    def at(self, position: int) -> UUID | None:
        return self.written[position - 1][0] if 0 < position <= self.head else None

    def after(self, position: int, limit: int) -> list[FactRecord]:
        rows = self.written[position : position + limit]
        return [fact(p, epoch, id, self.at(p - 1)) for p, (id, epoch) in enumerate(rows, start=position + 1)]


@dataclass(slots=True)
class Bus:
    """One Kafka partition. Lost records leave None behind, so that offsets stay."""

    records: list[Record | None] = field(default_factory=list)
    start: int = 0

    def append(self, records: Sequence[Record]) -> int:
        self.records += records
        return len(self.records) - len(records)

    def read(self, offset: int, limit: int) -> list[tuple[int, Record | None]]:
        begin = max(offset, self.start)
        return list(enumerate(self.records[begin : begin + limit], start=begin))


@dataclass(slots=True)
class Database:
    """The consumer's database: its cursor and, as its state, the ids of what took effect, in order."""

    cursor: Cursor = field(default_factory=lambda: Cursor(1, 0))
    applied: list[UUID] = field(default_factory=list)

    def copy(self) -> "Database":
        return replace(self, applied=list(self.applied))


@dataclass(slots=True)
class World:
    """Everything there is, and what an operator or a disaster can do to it."""

    rules: Any
    """The code that decides (see `rules`)."""
    log: Log = field(default_factory=Log)
    bus: Bus = field(default_factory=Bus)
    consumer: Database = field(default_factory=Database)
    incarnation: int = 1
    """Which running database the log is in: another one after every restart and restore."""
    lineage: int = 0
    """The same without its restarts, and without restores that cannot be told from one (a volume's snapshot)."""
    committed: int = 0
    """The consumer's offset on the bus."""
    on_the_way: list[list[Record]] = field(default_factory=list)
    """Sent by somebody who has given up waiting; may arrive at any time."""
    source_answers: bool = True
    alarms: list[str] = field(default_factory=list)
    log_backup: Log = field(default_factory=Log)
    consumer_backup: Database = field(default_factory=Database)
    gone: set[int] = field(default_factory=set)
    """Positions of which the bus lost a record that nobody owes it again: single ones, and those that expired."""
    names: int = 0
    clock: int = 0
    restores: int = 0
    snapshots: int = 0
    """How many of them could not be told from a restart."""

    @property
    def is_open(self) -> bool:
        return not self.log.diverged and self.log.compared == self.incarnation

    def write(self, count: int) -> None:
        """A transaction of the source appends facts."""
        for _ in range(count if self.is_open else 0):
            self.names += 1
            self.log.written.append((UUID(int=self.names), self.log.epoch))

    def compare(self, tail: Sequence[Record], everything: bool, start: int) -> None:
        """What `verification` does in one transaction with the tail that was read before."""
        log = self.log
        seen = [_seen(record) for record in tail]
        ids = {s.position: log.at(s.position) for s in seen if s.position <= log.head}
        found = self.rules.compare(seen, everything, start, LogSide(log.epoch, log.head, log.relayed, log.forks, ids))
        if isinstance(found, Diverged):
            log.diverged = True
            return
        if isinstance(found, Behind):
            log.relayed, log.generation = found.position, log.generation + 1
        self._trust()

    def _next_epoch(self, current: int) -> int:
        return max(current + 1, self.clock)

    def _trust(self) -> None:
        log = self.log
        if log.lineage != self.lineage:
            log.epoch = self._next_epoch(log.epoch)
            log.forks.append((log.epoch, log.head))
        log.compared, log.lineage = self.incarnation, self.lineage

    def advance(self, base: int, generation: int, incarnation: int, position: int) -> bool:
        """The relay's compare-and-set."""
        log = self.log
        if (log.relayed, log.generation, self.incarnation) != (base, generation, incarnation):
            return False
        log.relayed = position
        return True

    def apply(self, records: Sequence[Record]) -> Outcome:
        """A batch of the consumer, in one transaction."""
        outcome = Outcome(cursors={PLACE: self.consumer.cursor})
        fresh = self.rules.judge_all(records, outcome)
        self.consumer.applied += [record.id for record in fresh]
        self.consumer.cursor = outcome.cursors[PLACE]
        return outcome

    def arrive(self, number: int) -> None:
        """Something that was given up arrives after all."""
        if self.on_the_way:
            self.bus.append(self.on_the_way.pop(number % len(self.on_the_way)))

    def rewind(self, number: int) -> None:
        """An operator lets everything after some position be published again."""
        position = number % (self.log.head + 1)
        if position < self.log.relayed:
            self.log.relayed, self.log.generation = position, self.log.generation + 1

    def lose_one(self, number: int) -> None:
        if self.bus.records:
            at = number % len(self.bus.records)
            self._gone([self.bus.records[at]])
            self.bus.records[at] = None

    def lose_tail(self, number: int) -> None:
        """The bus elects a leader that lagged."""
        at = max(self.bus.start, len(self.bus.records) - 1 - number % 6)
        del self.bus.records[at:]

    def wipe(self, number: int) -> None:
        self.bus = Bus()

    def expire(self, number: int) -> None:
        """Retention removes the oldest records."""
        start = min(len(self.bus.records), self.bus.start + number % 6)
        self._gone(self.bus.records[:start])
        self.bus.records[:start] = [None] * start
        self.bus.start = start

    def _gone(self, records: Sequence[Record | None]) -> None:
        self.gone |= {record.position for record in records if isinstance(record, FactRecord)}

    def back_up_log(self, number: int) -> None:
        self.log_backup = self.log.copy()

    def restore_log(self, number: int) -> None:
        """The source comes back from its last backup; sometimes it looks as if it had merely been restarted."""
        self.log = self.log_backup.copy()
        self.incarnation += 1
        self.restores += 1
        if number % 3 == 0:
            self.snapshots += 1
        else:
            self.lineage = self.incarnation

    def restart_log(self, number: int) -> None:
        self.incarnation += 1

    def back_up_consumer(self, number: int) -> None:
        self.consumer_backup = self.consumer.copy()

    def restore_consumer(self, number: int) -> None:
        self.consumer = self.consumer_backup.copy()

    def recover(self, number: int) -> None:
        """`tilts log recover`."""
        if not self.log.diverged:
            return
        log, on_bus = self.log, [r for r in self.bus.records[self.bus.start :] if r]
        said = [(record, s) for record in on_bus if not is_closed(s := _seen(record), log.forks)]
        beyond: dict[int, list[FactRecord]] = {}
        for record, s in said:
            if s.position > log.head and s.published:
                beyond.setdefault(s.position, []).append(record)
        others = [s.position for _, s in said if s.position <= log.head and log.at(s.position) != s.id]
        newest = max([log.head, *(s.position for _, s in said)])
        last = log.at(log.head)
        adoption = adopt(log.head, str(last) if last else None, newest, beyond, min(others, default=None))
        log.written += [(f.id, f.epoch) for f in adoption.facts]
        newest = self._next_epoch(max([log.epoch, *(record.epoch for record in on_bus)]))
        log.forks += adoption.forks(log.epoch, newest)
        log.epoch, log.diverged, log.lineage = newest, False, self.lineage
        self._trust()


def _seen(record: Record) -> Seen:
    if isinstance(record, HeadRecord):
        return Seen(record.head, record.epoch, record.fact, published=False)
    return Seen(record.position, record.epoch, record.id)
