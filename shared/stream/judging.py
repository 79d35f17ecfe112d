"""Walks the records of a batch with the cursors' arithmetic: what is new, what repeats, what must wait. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from shared.stream.cursor import Cursor, Place, Verdict, judge, judge_head
from shared.stream.record import EdgeRecord, FactRecord, HeadRecord, Record


@dataclass(slots=True)
class Outcome:
    """What became of a batch. `waiting`: per core partition, the first record that must wait, and why (PULL or ASK)."""

    waiting: dict[Place, tuple[FactRecord | HeadRecord, Verdict]] = field(default_factory=dict)
    applied: int = 0
    parked: int = 0
    appended: int = 0
    repeats: int = 0
    cursors: dict[Place, Cursor] = field(default_factory=dict)
    newest: dict[Place, FactRecord | HeadRecord] = field(default_factory=dict)
    """Per core partition, the last record until whose time everything has taken effect."""


def judge_all(records: Sequence, outcome: Outcome) -> list[Record]:
    """What is new, in order; moves `outcome.cursors` on. Partners' messages have no place: all of them count as new."""
    fresh: list[Record] = []
    for record in records:
        if isinstance(record, EdgeRecord):
            fresh.append(record)
            continue
        place = (record.source, record.partition)
        if place in outcome.waiting:
            continue
        if place not in outcome.cursors:
            raise LookupError(f"no cursor for {place}: it is created before consumption starts")
        verdict = _verdict(outcome.cursors[place], record)
        if verdict in (Verdict.PULL, Verdict.ASK):
            outcome.waiting[place] = (record, verdict)
        elif verdict is Verdict.APPLY:
            outcome.cursors[place] = Cursor(record.epoch, record.position, str(record.id))
            outcome.newest[place] = record
            fresh.append(record)
        elif isinstance(record, FactRecord):
            outcome.repeats += 1
        elif verdict is Verdict.REPEAT and record.head <= outcome.cursors[place].position:
            outcome.newest[place] = record
    return fresh


def _verdict(cursor: Cursor, record: FactRecord | HeadRecord) -> Verdict:
    if isinstance(record, HeadRecord):
        return judge_head(cursor, record.epoch, record.relayed, record.head, record.fact)
    return judge(cursor, record.epoch, record.position, record.id, record.previous)
