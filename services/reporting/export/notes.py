"""What stands above the figures in a file: as of when they were counted, and what to know before using them."""

from collections.abc import Iterator

from services.reporting.labels.words import Words
from services.reporting.page.fresh import behind, until
from services.reporting.reports.report import Report


def notes(report: Report, words: Words) -> Iterator[str]:
    """One sentence after the other."""
    yield f"{words.of('text', 'as_of')} {words.instant(report.scope.now)}."
    fresh = report.of(*report.rows)
    yield until(fresh, words)
    if lost := behind(fresh, words):
        yield lost
    if report.limits:
        yield words.of("text", "hidden")
        if report.limits.round_to:
            yield f"{words.of('text', 'rounded')} {report.limits.round_to}."
