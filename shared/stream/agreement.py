"""Do the bus and the log agree? Decided from the tail of a partition and the log alone. Pure.

A source that was restored from an older backup would issue the same positions for other facts. The bus remembers what
was published, so it is asked at start and after every break, before anything is appended or published.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seen:
    """What one record of the bus says: this fact stood at this position. A fact says it of itself, a head record of the
    log's last fact, which need not have been published (0 and None while there was none)."""

    position: int
    epoch: int
    id: UUID | None
    published: bool = True


@dataclass(frozen=True, slots=True)
class LogSide:
    """What the log says of one partition. `ids` covers at least the positions that were seen and exist in the log."""

    epoch: int
    head: int
    relayed: int
    forks: Sequence[tuple[int, int]]
    ids: Mapping[int, UUID]


@dataclass(frozen=True, slots=True)
class Agrees:
    pass


@dataclass(frozen=True, slots=True)
class Behind:
    """The bus lost records that it had acknowledged, the first of them after `position`: publish again from there."""

    position: int


@dataclass(frozen=True, slots=True)
class Diverged:
    """The bus knows facts that the log does not: the log must not grow until `tilts log recover` has adopted them."""

    reason: str


def compare(seen: Sequence[Seen], everything: bool, start: int, log: LogSide) -> Agrees | Behind | Diverged:
    """Compare what the bus's tail says with the log.

    `everything`: `seen` is all that the bus has; `start`: the first offset it kept (above 0 when some expired).
    """
    published: set[int] = set()
    for fact in seen:
        if fact.epoch > log.epoch:
            return Diverged(f"the bus has epoch {fact.epoch}, the log is at epoch {log.epoch}")
        if is_closed(fact, log.forks):
            continue  # written by a process that outlived a recovery: every consumer drops it
        if fact.position > log.head:
            return Diverged(f"the bus has position {fact.position}, the log ends at {log.head}")
        if fact.id != log.ids.get(fact.position):
            return Diverged(f"position {fact.position} is fact {fact.id} on the bus and another one in the log")
        if fact.published:
            published.add(fact.position)
    if everything and start == 0:
        published.add(0)  # nothing expired: whatever was published must be here
    if not published:
        return Agrees()  # only expired facts, or too far back to look: nothing says that anything was lost
    whole = min(published)
    while whole + 1 in published:
        whole += 1
    return Behind(whole) if whole < log.relayed else Agrees()


def is_closed(fact: Seen, forks: Sequence[tuple[int, int]]) -> bool:
    """Whether the fact lies beyond where a later epoch began: it never happened."""
    return any(epoch > fact.epoch and fact.position > after for epoch, after in forks)
