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
    """These figures of a report that has all of them, as far as they may be told.

    Numbers of the whole municipality in a month that is over are exact. Reports of other periods, or narrowed to a
    part, overlap with each other, and their differences would tell what no single one does: they are rounded. Open
    data always is, for nobody knows beside what it will be laid.
    """
    limits = limits_on(report.scope.last)
    limits = replace(limits, round_to=None) if _stands_alone(report.scope) and not open_data else limits
    rows = told(report.rows, limits)
    return replace(report, rows={figure.name: rows[figure.name] for figure in figures}, limits=limits)


def _stands_alone(scope: Scope) -> bool:
    """Whether no other report that may be asked for exactly has a part of it, or it a part of that."""
    next_month = (scope.first.replace(day=1) + timedelta(days=31)).replace(day=1)
    return (
        scope.first.day == 1
        and scope.last == next_month - timedelta(days=1)
        and scope.until <= scope.now
        and not scope.is_narrowed
        and scope.codes is None
        and scope.as_of is None
    )
