"""A source: its database (log, epochs, how far it was relayed), and what is done to it."""

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID

from shared.stream.adoption import adopt
from shared.stream.agreement import Agrees, Behind, Diverged, LogSide, Seen, compare, is_closed
from shared.stream.record import FactRecord


@dataclass(frozen=True, slots=True)
class Row:
    """A fact as the bus has it; `id` None is a head record, which says how far the log was."""

    epoch: int
    position: int
    id: UUID | None
    previous: str | None = None
    head_id: UUID | None = None
    relayed: int = 0

    def seen(self) -> Seen | None:
        if self.id:
            return Seen(self.position, self.epoch, self.id)
        return Seen(self.position, self.epoch, self.head_id, published=False) if self.head_id else None


@dataclass
class Bus:
    """What Kafka has: None is a record that it lost; `start` is the first offset that did not expire."""

    rows: list[Row | None] = field(default_factory=list)
    start: int = 0

    def kept(self) -> list[Row]:
        return [row for row in self.rows[self.start :] if row]


@dataclass
class Source:
    """The database of one service. `facts` are the log: (epoch, id), the first at position 1."""

    facts: list[tuple[int, UUID]] = field(default_factory=list)
    epoch: int = 1
    forks: list[tuple[int, int]] = field(default_factory=list)
    relayed: int = 0
    generation: int = 1
    diverged: bool = False
    compared: bool = False

    @property
    def open(self) -> bool:
        return self.compared and not self.diverged

    @property
    def ids(self) -> list[UUID]:
        return [id for _, id in self.facts]

    def append(self, id: UUID) -> None:
        if self.open:
            self.facts.append((self.epoch, id))

    def row(self, position: int) -> Row:
        epoch, id = self.facts[position - 1]
        return Row(epoch, position, id, str(self.facts[position - 2][1]) if position > 1 else None)

    def head(self, relayed: int) -> Row:
        return Row(self.epoch, len(self.facts), None, None, self.facts[-1][1] if self.facts else None, relayed)

    def backup(self) -> "Source":
        return deepcopy(self)

    def restored(self, backup: "Source") -> None:
        self.__dict__.update(deepcopy(backup.__dict__))
        self.compared = False

    def compare(self, bus: Bus) -> None:
        """What a relay does at start and after every break."""
        if self.diverged:
            return
        side = LogSide(self.epoch, len(self.facts), self.relayed, self.forks, dict(enumerate(self.ids, 1)))
        match compare([seen for row in bus.kept() if (seen := row.seen())], True, bus.start, side):
            case Diverged():
                self.diverged = True
            case Behind(position):
                self.relayed, self.generation, self.compared = position, self.generation + 1, True
            case Agrees():
                self.compared = True

    def recover(self, bus: Bus) -> None:
        """`tilts log recover`."""
        head, beyond, conflict, newest = len(self.facts), defaultdict(list), None, 0
        for row in bus.kept():
            newest = max(newest, row.epoch)
            if row.id is None or is_closed(row.seen(), self.forks):
                continue
            if row.position > head:
                beyond[row.position].append(_record(row))
            elif self.ids[row.position - 1] != row.id:
                conflict = min(row.position, conflict or row.position)
        adoption = adopt(head, str(self.facts[-1][1]) if self.facts else None, beyond, conflict)
        new = max(self.epoch, newest) + 1
        for epoch in range(self.epoch + 1, new + 1):
            earlier = [f.position - 1 for f in adoption.facts if f.epoch >= epoch]
            self.forks.append((epoch, min(earlier, default=adoption.after)))
        self.facts += [(f.epoch, f.id) for f in adoption.facts]
        # What was adopted came from the bus, so it has it.
        self.relayed = len(self.facts) if adoption.facts else min(self.relayed, len(self.facts))
        self.generation += 1
        self.epoch, self.diverged, self.compared = new, False, True


def _record(row: Row) -> FactRecord:
    given = {"time": "2026-11-21T08:30:00Z"}
    return FactRecord(
        "source", 0, row.epoch, row.position, row.id, row.previous, "key", "type", b"{}", (), given
    )  # fmt: skip


@dataclass
class Relay:
    """One relay process. Between two steps it may stand still for as long as it likes, or die."""

    local: bool = False
    """A mutant: believes its own memory of how far it was."""
    base: int = 0
    generation: int = 0
    rows: list[Row] = field(default_factory=list)
    sent: bool = False

    def read(self, source: Source) -> None:
        if not source.open:
            return
        self.base = max(self.base, source.relayed) if self.local else source.relayed
        self.generation, self.sent = source.generation, False
        self.rows = [source.row(p) for p in range(self.base + 1, min(len(source.facts), self.base + 3) + 1)]
        self.rows.append(source.head(max([self.base, *(row.position for row in self.rows)])))

    def send(self, bus: Bus, fails: bool) -> None:
        """One produce in flight; on the first failure all that is unsent is dropped."""
        if not self.rows or self.sent:
            return
        if not fails:
            bus.rows += self.rows
            self.sent = True
        elif self.local:
            self.base, self.rows = max(row.position if row.id else 0 for row in self.rows), []
        else:
            self.rows = []

    def advance(self, source: Source) -> None:
        """Compare-and-set."""
        if self.sent and (source.generation, source.relayed) == (self.generation, self.base):
            source.relayed = max([self.base, *(row.position for row in self.rows if row.id)])
        self.rows, self.sent = [], False

    def die(self) -> None:
        self.__dict__.update(Relay(self.local).__dict__)
