"""The sums at the top, each taken from the figure that says it in full, and those of the period before."""

from collections.abc import Mapping, Sequence

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
    "first_contact_missed": ("cases.first_contact", "missed"),
    "tasks_overdue": ("tasks", "overdue"),
    "visits_unreported": ("visits.by_mode", "unreported"),
    "waiting_places": ("waiting.age", "waiting"),
    "requests_overdue": ("requests.by_service", "overdue"),
    "strained": ("workload.by_role", "strained"),
}
_ONLY_OF_ALL = frozenset({"strained"})
"""What is not counted at all where nothing is known, or of a part: there no rows are no nought."""
OVERVIEW, BEFORE = "overview", "overview.before"


def summed(overview: str) -> frozenset[str]:
    """What must be counted before the sums of OVERVIEW, or those of BEFORE, can be told."""
    return frozenset(_SUMS[name][0] for name in FIGURES[overview].measures)


def overview(name: str, rows: Mapping[str, Rows]) -> Rows:
    """One row with a column for each sum."""
    return [{one: _sum(one, rows[_SUMS[one][0]]) for one in FIGURES[name].measures}]


def _sum(name: str, rows: Sequence[Mapping[str, int]]) -> int | None:
    if not rows and name in _ONLY_OF_ALL:
        return None
    return sum(row[_SUMS[name][1]] for row in rows)
