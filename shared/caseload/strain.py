"""Whom their work may make ill (izdegšanas risks): reasons for the head; for everybody else only means of many."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from shared.caseload.load import Load
from shared.caseload.scales import Strain


class Reason(StrEnum):
    """Why somebody's work may make them ill."""

    LOAD = "load"
    AFTER_HOURS = "after_hours"
    VIOLENCE = "violence"


@dataclass(frozen=True, slots=True)
class Signal:
    """What the head sees of one worker."""

    load: Load
    reasons: tuple[Reason, ...]
    strained: bool


@dataclass(frozen=True, slots=True)
class Mean:
    """What everybody sees: of a unit, or of several small ones together (`unit` is None)."""

    unit: UUID | None
    people: int
    percent: int
    strained: int


def signal(load: Load, limits: Strain) -> Signal:
    """A share of few visits or cases says nothing, so it is no reason."""
    shares = (
        (Reason.LOAD, load.percent >= limits.load),
        (Reason.AFTER_HOURS, load.visits >= limits.least and (load.after_hours or 0) >= limits.after_hours),
        (Reason.VIOLENCE, load.cases >= limits.least and (load.violence or 0) >= limits.violence),
    )
    reasons = tuple(reason for reason, holds in shares if holds)
    return Signal(load, reasons, len(reasons) >= limits.reasons)


def means(signals: Iterable[Signal], least: int) -> list[Mean]:
    """Means of at least `least` people, of each unit by itself; small units are taken together, or left out.

    Units do not overlap, and no total is given: from no two of these can a third be worked out that has fewer people.
    """
    by_unit: dict[UUID, list[Signal]] = {}
    for one in signals:
        by_unit.setdefault(one.load.unit, []).append(one)
    small = [one for of in by_unit.values() if len(of) < least for one in of]
    found = [_mean(unit, of) for unit, of in by_unit.items() if len(of) >= least]
    return found + ([_mean(None, small)] if len(small) >= least else [])


def _mean(unit: UUID | None, of: list[Signal]) -> Mean:
    percent = round(sum(one.load.percent for one in of) / len(of))
    return Mean(unit, len(of), percent, sum(one.strained for one in of))
