"""Reporting, put together."""

from pathlib import Path

from services.reporting.api import campaigns, early_warnings, figures, page
from services.reporting.projecting import NAME, Projecting
from services.reporting.rules import rules
from shared.runtime.definition import Definition
from shared.settings import Settings


def work(settings: Settings) -> Projecting:
    return Projecting(settings.municipality.slug, rules(settings))


DEFINITION = Definition(
    name=NAME,
    title="Tilts reporting",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [figures.router(desk), campaigns.router(desk), early_warnings.router(desk), page.router(desk)],
    # Its own log too: it tells what reporting could not process.
    sources=("intake", "cases", "notifications", NAME),
)
