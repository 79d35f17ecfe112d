"""The arithmetic of exactly once: what to do with a record, from the cursor and the record's place alone. Pure.

A cursor says: of this partition, everything up to `position` has taken effect here, and nothing after it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True, slots=True)
class Cursor:
    epoch: int
    position: int

    def moved_to(self, position: int, epoch: int) -> "Cursor":
        return Cursor(max(epoch, self.epoch), position)


class Verdict(Enum):
    APPLY = "apply"
    """The next fact: apply it, move the cursor by one."""
    REPEAT = "repeat"
    """Already applied: a redelivery, a second relay, a rewind."""
    PULL = "pull"
    """Facts before it are missing here: fetch them from the source's log first, then judge again."""
    STALE = "stale"
    """Written under an epoch that was closed by a recovery: it never happened."""
    ASK = "ask"
    """The first record of a later epoch: the source must say where that epoch began before anything is decided."""


def judge(cursor: Cursor, epoch: int, position: int) -> Verdict:
    """The verdict on a fact at (`epoch`, `position`)."""
    if epoch < cursor.epoch:
        return Verdict.STALE
    if epoch > cursor.epoch:
        return Verdict.ASK
    if position <= cursor.position:
        return Verdict.REPEAT
    return Verdict.APPLY if position == cursor.position + 1 else Verdict.PULL


def judge_head(cursor: Cursor, epoch: int, head: int) -> Verdict:
    """The verdict on a head record: the source's log ends at `head`, whatever the bus has shown us of it."""
    if epoch < cursor.epoch:
        return Verdict.STALE
    if epoch > cursor.epoch:
        return Verdict.ASK
    return Verdict.PULL if head > cursor.position else Verdict.REPEAT


class Forked(RuntimeError):
    """We applied facts that the source lost in a restore and does not have any more. Only a person can decide."""


def enter(cursor: Cursor, epoch: int, forks: Sequence[tuple[int, int]]) -> Cursor:
    """The cursor in a later `epoch`, given the source's pairs (epoch, last position before it) for this partition.

    Raises Forked when the cursor lies beyond the earliest fork since its own epoch.
    """
    since = [after for e, after in forks if cursor.epoch < e <= epoch]
    if since and cursor.position > min(since):
        raise Forked(f"applied up to {cursor.position}, but epoch {epoch} continues after {min(since)}")
    return Cursor(epoch, cursor.position)
