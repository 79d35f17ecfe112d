"""What is to be reached each year of a planning period, beside what the figures say of the year so far."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.reporting.figures import FIGURES
from services.reporting.reports.asking import Rows
from services.reporting.reports.overview import OVERVIEW
from services.reporting.reports.scope import Scope
from shared.calendar import RIGA
from shared.settings.errors import SettingsError
from shared.settings.planning import Indicator

INDICATORS = "indicators"


def check(wanted: Iterable[Indicator]) -> None:
    """Raises SettingsError for indicators of something that no figure counts."""
    problems = []
    for one in wanted:
        figure = FIGURES.get(one.figure)
        columns = [one.measure, *([one.of] if one.of else [])]
        if figure is None or one.figure in (OVERVIEW, INDICATORS):
            problems.append(f"indicator {one.code} takes {one.figure}, which is no figure of a page")
        elif lost := [name for name in columns if name not in figure.measures]:
            problems.append(f"indicator {one.code} takes {lost[0]}, which {one.figure} does not measure")
        elif lost := [name for name in one.only if name not in figure.dimensions]:
            problems.append(f"indicator {one.code} names {lost[0]}, by which {one.figure} does not count")
    if problems:
        raise SettingsError("The planning of the municipality", problems)


def of_the_year(scope: Scope) -> Scope:
    """From the first of January up to the end of the period, or today while it lasts."""
    last = (scope.end - timedelta(microseconds=1)).astimezone(RIGA).date()
    return replace(scope, first=last.replace(month=1, day=1), last=last)


def indicators(wanted: Iterable[Indicator], rows: Mapping[str, Rows]) -> Rows:
    """A row for each indicator; `rows` are those of the figures they take, for the year."""
    return [_row(one, rows[one.figure]) for one in wanted]


def _row(indicator: Indicator, rows: Rows) -> dict[str, Any]:
    mine = [row for row in rows if all(row[by] == code for by, code in indicator.only.items())]
    value = _sum(mine, indicator.measure)
    if indicator.of:
        of = _sum(mine, indicator.of)
        # Halves go up; of nothing there is no share.
        value = (200 * value + of) // (2 * of) if of else None
    lacking = None
    if value is not None:
        lacking = max(0, value - indicator.target if indicator.at_most else indicator.target - value)
    return {"indicator": indicator.code, "value": value, "target": indicator.target, "lacking": lacking}


def _sum(rows: Rows, measure: str) -> int:
    return sum(row[measure] or 0 for row in rows)
