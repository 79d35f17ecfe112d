"""What one worker carries: their open cases, or their sessions in a centre, in points and in percent of a full load."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from shared.caseload.scales import Weights
from shared.caseload.weight import Features, Part, parts
from shared.contracts.codes import StaffRole


@dataclass(frozen=True, slots=True)
class Worker:
    """What is counted of somebody: how many open cases are alike; visits, and with them contacts, of the window."""

    staff: UUID
    unit: UUID
    role: StaffRole
    cases: Mapping[Features, int] = field(default_factory=dict)
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
    found: Counter[Part] = Counter()
    if worker.role in weights.by_sessions:
        found[Part.SESSIONS] = worker.visits * weights.session
    else:
        for case, count in worker.cases.items():
            for part, points in parts(case, weights):
                found[part] += points * count
    points, cases = found.total(), sum(worker.cases.values())
    violent = sum(count for case, count in worker.cases.items() if case.violent)
    return Load(
        staff=worker.staff, unit=worker.unit, role=worker.role, cases=cases, visits=worker.visits, points=points,
        percent=_percent(points, weights.full) or 0, parts={part: n for part, n in found.items() if n},
        violence=_percent(violent, cases), after_hours=_percent(worker.after_hours, worker.visits),
    )  # fmt: skip


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
