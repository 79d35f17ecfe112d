"""Reporting, put together."""

from pathlib import Path

from services.reporting.api import (
    behind,
    campaigns,
    cuts,
    earlier,
    early_warnings,
    figures,
    files,
    forms,
    lists,
    live,
    page,
    workload,
)
from services.reporting.background import asked_cuts, daily_cuts
from services.reporting.projections.projecting import NAME, SOURCES, Projecting
from services.reporting.reports.indicators import check
from services.reporting.rules import rules
from shared.runtime.definition import Definition
from shared.settings import Settings

_ROOMS = (
    figures, behind, files, lists, forms, live, cuts, campaigns, early_warnings, workload, earlier, page,
)  # fmt: skip
"""In the order in which an address is looked for: `page` takes whatever is called a page."""


def work(settings: Settings) -> Projecting:
    check(settings.planning.indicator)
    return Projecting(settings.municipality.slug, rules(settings))


DEFINITION = Definition(
    name=NAME,
    title="Tilts reporting",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [room.router(desk) for room in _ROOMS],
    sources=SOURCES,
    tasks=(daily_cuts, asked_cuts),
)
