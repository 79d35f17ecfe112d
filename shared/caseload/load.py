"""What one worker carries: their open cases, or their sessions in a centre, in points and in percent of a full load."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shared.caseload.scales import Weights
from shared.caseload.weight import Features, Part, Rest, of_needs, of_rest, violent
from shared.contracts.codes import NeedCode, StaffRole


@dataclass(frozen=True, slots=True)
class Cases:
    """Open cases as far as they weigh: how many are alike in their needs, and how many in everything else.

    Points add up, so the two may be counted apart: of either there are few kinds, and of both together many.
    """

    by_needs: Mapping[tuple[NeedCode, ...], int] = field(default_factory=dict)
    by_rest: Mapping[Rest, int] = field(default_factory=dict)

    @classmethod
    def alike(cls, cases: Mapping[Features, int]) -> "Cases":
        """Of how many cases are alike in everything."""
        by_needs: Counter[tuple[NeedCode, ...]] = Counter()
        by_rest: Counter[Rest] = Counter()
        for case, count in cases.items():
            by_needs[case.needs] += count
            by_rest[case.rest] += count
        return cls(by_needs, by_rest)

    @property
    def count(self) -> int:
        return sum(self.by_rest.values())

    @property
    def violent(self) -> int:
        return sum(count for needs, count in self.by_needs.items() if violent(needs))

    def points(self, weights: Weights) -> Counter[Part]:
        found: Counter[Part] = Counter()
        for alike, of in ((self.by_needs, of_needs), (self.by_rest, of_rest)):
            for case, count in alike.items():
                for part, points in of(case, weights):
                    found[part] += points * count
        return found


@dataclass(frozen=True, slots=True)
class Worker:
    """What is counted of somebody: open cases; visits, and with them contacts, of the window."""

    staff: UUID
    unit: UUID
    role: StaffRole
    cases: Cases = field(default_factory=Cases)
    visits: int = 0
    after_hours: int = 0
    """Those of the visits that were outside office hours."""


@dataclass(frozen=True, slots=True)
class Load:
    """What somebody carries. Shares are in percent; None where there was nothing to take a share of."""

    staff: UUID
    unit: UUID
    role: StaffRole
    cases: int
    visits: int
    points: int
    percent: int
    parts: Mapping[Part, int]
    violence: int | None
    after_hours: int | None


def load(worker: Worker, weights: Weights) -> Load:
    """Of whoever works by sessions the sessions count, of everybody else the open cases."""
    by_sessions = worker.role in weights.by_sessions
    found = Counter({Part.SESSIONS: worker.visits * weights.session}) if by_sessions else worker.cases.points(weights)
    points, cases = found.total(), worker.cases.count
    return Load(
        staff=worker.staff, unit=worker.unit, role=worker.role, cases=cases, visits=worker.visits, points=points,
        percent=_percent(points, weights.full) or 0, parts={part: n for part, n in found.items() if n},
        violence=_percent(worker.cases.violent, cases), after_hours=_percent(worker.after_hours, worker.visits),
    )  # fmt: skip


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
