"""Which facts of the bus continue a log that was restored: those that follow its last fact, link by link. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from json import JSONDecodeError, loads

from shared.stream import wire
from shared.stream.record import FactRecord


@dataclass(frozen=True, slots=True)
class Adoption:
    """What one partition takes over. `after` is where its new epoch begins; `lost` says what could not be adopted."""

    facts: Sequence[FactRecord]
    after: int
    lost: str | None = None

    def forks(self, old: int, new: int) -> list[tuple[int, int]]:
        """Where the `new` epoch begins, and those after `old` that the backup did not know and the facts show."""
        forgotten = sorted({fact.epoch for fact in self.facts if fact.epoch > old})
        began = [min(fact.position for fact in self.facts if fact.epoch >= epoch) - 1 for epoch in forgotten]
        return [*zip(forgotten, began, strict=True), (new, self.after)]


def adopt(
    head: int, last: str | None, newest: int, beyond: Mapping[int, Sequence[FactRecord]], conflict: int | None
) -> Adoption:
    """Choose the facts after position `head`, where the fact `last` stands; `newest` is the last the bus knows of.

    `beyond` are the bus's facts by position. `conflict` is the first position up to the head at which the bus has
    another fact than the log: then the log is no older state of what was published, and nothing follows from it.
    """
    if conflict is not None:
        return Adoption((), conflict - 1, f"position {conflict} is another fact on the bus than in the log")
    facts: list[FactRecord] = []
    while head + len(facts) < newest:
        position = head + len(facts) + 1
        before = str(facts[-1].id) if facts else last
        following = [fact for fact in beyond.get(position, ()) if fact.previous == before]
        usable = [fact for fact in _of_the_latest_epoch(following) if _is_whole(fact)]
        if len({fact.id for fact in usable}) != 1:
            why = "has two facts on the bus" if usable else "is not on the bus"
            return Adoption(facts, position - 1, f"position {position} {why}, so {position} to {newest} are lost")
        facts.append(usable[0])
    return Adoption(facts, head + len(facts))


def _of_the_latest_epoch(facts: Sequence[FactRecord]) -> list[FactRecord]:
    latest = max((fact.epoch for fact in facts), default=0)
    return [fact for fact in facts if fact.epoch == latest]


def _is_whole(fact: FactRecord) -> bool:
    """Whether the log can take it: everything that its row needs can be read."""
    try:
        loads(fact.body or b"")
    except (JSONDecodeError, UnicodeDecodeError):
        return False
    return fact.type is not None and wire.time(fact.given) is not None
