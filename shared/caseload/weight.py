"""What one case weighs: the sum of what is true of it, each part with its name, so that a figure explains itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

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
    def violent(self) -> bool:
        return not VIOLENCE.isdisjoint(self.needs)


def parts(case: Features, weights: Weights) -> Iterator[tuple[Part, int]]:
    """The points of one open case."""
    yield Part.CASES, weights.case
    yield Part.PRIORITY, weights.priority.get(case.priority, 0)
    for need in case.needs:
        yield Part.VIOLENCE if need in VIOLENCE else Part.NEEDS, weights.needs.get(need, 0)
    if case.age_band in CHILDREN:
        yield Part.CHILDREN, weights.children
    if case.risk:
        yield Part.RISK, weights.risk.get(case.risk, 0)
    yield Part.DISTANCE, -(-(case.minutes_away or 0) // 30) * weights.half_hour_away


def weight(case: Features, weights: Weights) -> int:
    """What one open case weighs, in points."""
    return sum(points for _, points in parts(case, weights))
