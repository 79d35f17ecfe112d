"""A whole report for whoever may see aggregates only."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from services.reporting.disclosure.controlled import told
from services.reporting.disclosure.hidden import Limits
from services.reporting.figures import Figure
from services.reporting.reports.report import Report
from services.reporting.reports.scope import Scope


def controlled(
    report: Report, figures: Sequence[Figure], limits_on: Callable[[date], Limits], *, open_data: bool = False
) -> Report:
    """These figures of a report that has all that are linked with them, as far as they may be told.

    Of a month that is over numbers are exact. While it runs those of each day would tell of that day, and open data may
    be laid beside anything: there they are rounded.
    """
    limits = limits_on(report.scope.last)
    is_exact = report.scope.until <= report.scope.now and report.scope.as_of is None and not open_data
    limits = replace(limits, round_to=None) if is_exact else limits
    rows = told(report.rows, limits)
    return replace(report, rows={figure.name: rows[figure.name] for figure in figures}, limits=limits)


def is_told(scope: Scope) -> bool:
    """Whether a report may be told at all: of one month, as far as it has come, and of the whole municipality.

    Other reports overlap with these, and a month without its part of an hour, a unit or a mode is the rest of it: what
    each of them hides the difference would tell, rounded or not.
    """
    next_month = (scope.first.replace(day=1) + timedelta(days=31)).replace(day=1)
    ends = {next_month - timedelta(days=1), *([scope.today] if scope.first <= scope.today < next_month else [])}
    return scope.first.day == 1 and scope.last in ends and not scope.is_narrowed
