"""Reporting, put together."""

from pathlib import Path

from services.reporting.projecting import NAME, Projecting
from shared.runtime.definition import Definition
from shared.settings import Settings


def work(settings: Settings) -> Projecting:
    return Projecting(settings.municipality.slug)


DEFINITION = Definition(
    name=NAME,
    title="Tilts reporting",
    migrations=Path(__file__).parent / "migrations",
    work=work,
    routers=lambda desk: [],
    # Its own log too: it tells what reporting could not process.
    sources=("intake", "cases", "notifications", NAME),
)
