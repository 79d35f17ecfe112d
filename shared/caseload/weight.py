"""What one case weighs: the sum of what is true of it, each part with its name, so that a figure explains itself."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from shared.caseload.scales import Weights
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.contracts.counting import CHILDREN
from shared.contracts.plan_codes import RiskLevel

VIOLENCE = frozenset(
    {NeedCode.VIOLENCE_IN_FAMILY, NeedCode.VIOLENCE_OUTSIDE_FAMILY, NeedCode.VIOLENCE_AMONG_PEERS}
)  # fmt: skip


class Part(StrEnum):
    """Of what a load is made."""

    CASES = "cases"
    PRIORITY = "priority"
    NEEDS = "needs"
    VIOLENCE = "violence"
    CHILDREN = "children"
    RISK = "risk"
    DISTANCE = "distance"
    SESSIONS = "sessions"


@dataclass(frozen=True, slots=True)
class Features:
    """What is known of a case that makes it heavy or light. Risk and distance may not be known yet."""

    priority: Priority
    needs: tuple[NeedCode, ...]
    age_band: AgeBand
    risk: RiskLevel | None = None
    minutes_away: int | None = None

    @property
    def rest(self) -> "Rest":
        """All but its needs."""
        return Rest(self.priority, self.age_band, self.risk, self.minutes_away)


class Rest(NamedTuple):
    """What else than its needs makes a case heavy or light."""

    priority: Priority
    age_band: AgeBand
    risk: RiskLevel | None = None
    minutes_away: int | None = None


def violent(needs: Iterable[NeedCode]) -> bool:
    return not VIOLENCE.isdisjoint(needs)


def parts(case: Features, weights: Weights) -> Iterator[tuple[Part, int]]:
    """The points of one open case."""
    yield from of_needs(case.needs, weights)
    yield from of_rest(case.rest, weights)


def of_needs(needs: Iterable[NeedCode], weights: Weights) -> Iterator[tuple[Part, int]]:
    """The points that a case has for its needs."""
    for need in needs:
        yield Part.VIOLENCE if need in VIOLENCE else Part.NEEDS, weights.needs.get(need, 0)


def of_rest(case: Rest, weights: Weights) -> Iterator[tuple[Part, int]]:
    """All other points of one open case."""
    yield Part.CASES, weights.case
    yield Part.PRIORITY, weights.priority.get(case.priority, 0)
    if case.age_band in CHILDREN:
        yield Part.CHILDREN, weights.children
    if case.risk:
        yield Part.RISK, weights.risk.get(case.risk, 0)
    yield Part.DISTANCE, -(-(case.minutes_away or 0) // 30) * weights.half_hour_away


def weight(case: Features, weights: Weights) -> int:
    """What one open case weighs, in points."""
    return sum(points for _, points in parts(case, weights))
