"""Whoever knows one service knows all: the same rooms under the same names."""

from pathlib import Path

import pytest

from tests.architecture.deployment import DEFINITIONS

ROOT = Path(__file__).parents[2]
OF_EVERY_SERVICE = {"app", "api", "handlers", "migrations", "queries", "rules", "store"}
DECIDING = OF_EVERY_SERVICE | {"domain"}
"""Reporting decides nothing: it writes down what it hears."""


def rooms(service: str) -> set[str]:
    return {path.stem for path in (ROOT / "services" / service).iterdir()}


@pytest.mark.parametrize("service", DEFINITIONS)
def test_a_service_has_the_rooms_of_every_service(service):
    assert rooms(service) >= (OF_EVERY_SERVICE if service == "reporting" else DECIDING)


def test_every_folder_of_services_is_a_service_that_can_be_served():
    folders = {path.name for path in (ROOT / "services").iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == set(DEFINITIONS)


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_a_service_is_called_what_its_folder_is_called_and_brings_its_migrations(definition):
    assert definition.migrations == ROOT / "services" / definition.name / "migrations"
    assert list(definition.migrations.glob("0001_*.sql"))


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS)
def test_its_sources_are_services(definition):
    assert set(definition.sources) <= set(DEFINITIONS)
