"""The sums at the top, each taken from the figure that says it in full."""

from collections.abc import Mapping

from services.reporting.asking import Rows

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
}
OVERVIEW = "overview"
SUMMED = frozenset(figure for figure, _ in _SUMS.values())
"""What must be counted before the sums can be told."""


def overview(rows: Mapping[str, Rows]) -> Rows:
    """One row with a column for each sum."""
    return [{name: sum(row[measure] for row in rows[figure]) for name, (figure, measure) in _SUMS.items()}]
