"""The arithmetic of exactly once: what to do with a record, from the cursor and the record's place alone. Pure.

A cursor says: of this partition, everything up to `position` has taken effect here, and nothing after it. Positions are
gapless, so the next record is the one with the next number; every record also names the fact before it, so that the
next number of another history (a source that was restored, and did not notice) is never taken for ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

Place = tuple[str, int]
"""(source, partition)"""


@dataclass(frozen=True, slots=True)
class Cursor:
    """`fact` is the id of the last fact applied, as text; None at the beginning, or where a person set the cursor."""

    epoch: int
    position: int
    fact: str | None = None


class Verdict(Enum):
    APPLY = "apply"
    """The next fact: apply it, move the cursor to it."""
    REPEAT = "repeat"
    """Already applied: a redelivery, a second relay, a rewind."""
    PULL = "pull"
    """Not what follows here: fetch what does from the source's log first, then judge again."""
    STALE = "stale"
    """Written under an epoch that was closed by a recovery: it never happened."""
    ASK = "ask"
    """The first record of a later epoch: the source must say where that epoch began before anything is decided."""


def judge(cursor: Cursor, epoch: int, position: int, fact: UUID, previous: str | None) -> Verdict:
    """The verdict on `fact` at (`epoch`, `position`), whose predecessor is the fact `previous`."""
    if epoch < cursor.epoch:
        return Verdict.STALE
    if epoch > cursor.epoch:
        return Verdict.ASK
    if position == cursor.position + 1:
        return Verdict.APPLY if cursor.fact in (None, previous) else Verdict.PULL
    if position == cursor.position:
        return Verdict.REPEAT if cursor.fact in (None, str(fact)) else Verdict.PULL
    return Verdict.REPEAT if position < cursor.position else Verdict.PULL


def judge_head(cursor: Cursor, epoch: int, relayed: int, head: int, fact: UUID | None) -> Verdict:
    """The verdict on a head record: the log ended at `head`, with `fact`, and had been published up to `relayed`."""
    if epoch < cursor.epoch:
        return Verdict.STALE
    if epoch > cursor.epoch:
        return Verdict.ASK
    if relayed > cursor.position:
        return Verdict.PULL
    other = head == cursor.position and cursor.fact not in (None, str(fact))
    return Verdict.PULL if other else Verdict.REPEAT


class Forked(RuntimeError):
    """We applied facts that the source lost in a restore and does not have any more. Only a person can decide."""


def enter(cursor: Cursor, epoch: int, forks: Sequence[tuple[int, int]]) -> Cursor:
    """The cursor in a later `epoch`, given the source's pairs (epoch, last position before it) for this partition.

    Raises Forked when the cursor lies beyond the earliest fork since its own epoch.
    """
    since = [after for e, after in forks if cursor.epoch < e <= epoch]
    if since and cursor.position > min(since):
        raise Forked(f"applied up to {cursor.position}, but epoch {epoch} continues after {min(since)}")
    return Cursor(epoch, cursor.position, cursor.fact)


def follow(cursor: Cursor, epoch: int, head: int, at: str | None) -> None:
    """Check the source's log, at `epoch` and `head`, which has the fact `at` where the cursor stands.

    Raises Forked when it is not the log that was applied so far.
    """
    if epoch < cursor.epoch:
        raise Forked(f"followed the source into epoch {cursor.epoch}, but its log is at epoch {epoch}")
    if head < cursor.position:
        raise Forked(f"applied up to {cursor.position}, but the source's log ends at {head}")
    if cursor.fact not in (None, at):
        raise Forked(f"position {cursor.position} was applied as fact {cursor.fact}, the source's log has {at}")
