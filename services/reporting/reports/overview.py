"""The sums at the top, each taken from the figure that says it in full, and those of the period before."""

from collections.abc import Collection, Mapping, Sequence

from services.reporting.figures import FIGURES
from services.reporting.reports.asking import Rows

_SUMS = {
    "received": ("referrals.clock", "received"),
    "undecided": ("undecided", "undecided"),
    "missed": ("referrals.clock", "missed"),
    "opened": ("cases.by_class", "opened"),
    "closed": ("cases.by_class", "closed"),
    "open": ("cases.by_class", "open"),
    "visits_completed": ("visits.by_mode", "completed"),
    "visits_missed": ("visits.by_mode", "missed"),
    "notices": ("agencies.notices", "told"),
    "silent": ("agencies.notices", "silent"),
    "waiting": ("parked", "waiting"),
    "first_contact_overdue": ("late", "first_contact_overdue"),
    "tasks_overdue": ("late", "tasks_overdue"),
    "visits_unreported": ("late", "visits_unreported"),
    "waiting_places": ("waiting.age", "waiting"),
    "requests_overdue": ("requests.by_service", "overdue"),
    "strained": ("workload.by_role", "strained"),
}
_SUMS_BEFORE = _SUMS | {
    "opened": ("cases.flow", "opened"),
    "closed": ("cases.flow", "closed"),
    "open": ("cases.by_class", "open_before"),
}
"""Of the period before. What was open at its end was so when this one began, and is counted with this one."""
_ONLY_OF_ALL = frozenset({"strained"})
"""What is not counted at all where nothing is known, or of a part: there no rows are no nought."""
OVERVIEW, BEFORE = "overview", "overview.before"
_TAKEN = {OVERVIEW: _SUMS, BEFORE: _SUMS_BEFORE}
_OF_THIS = frozenset({"cases.by_class"})
"""What BEFORE takes from this period."""


def of_this(names: Collection[str]) -> frozenset[str]:
    """What must be counted of the period itself for OVERVIEW and BEFORE, whichever of them `names` has."""
    return (_sources(OVERVIEW) if OVERVIEW in names else frozenset()) | (_OF_THIS if BEFORE in names else frozenset())


def of_before() -> frozenset[str]:
    """What must be counted of the period before."""
    return _sources(BEFORE) - _OF_THIS


def overview(name: str, rows: Mapping[str, Rows]) -> Rows:
    """One row with a column for each sum of OVERVIEW or BEFORE."""
    return [{one: _sum(one, column, rows[figure]) for one, (figure, column) in _taken(name).items()}]


def _sources(name: str) -> frozenset[str]:
    return frozenset(figure for figure, _ in _taken(name).values())


def _taken(name: str) -> Mapping[str, tuple[str, str]]:
    """Each sum with the figure and the column that it is taken from."""
    return {one: _TAKEN[name][one] for one in FIGURES[name].measures}


def _sum(name: str, column: str, rows: Sequence[Mapping[str, int]]) -> int | None:
    if not rows and name in _ONLY_OF_ALL:
        return None
    return sum(row[column] for row in rows)
