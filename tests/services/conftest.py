"""Intake and cases, each one process over one database for the whole run, emptied for each test.

Tests that use them run on the loop of the session: `pytestmark = pytest.mark.asyncio(loop_scope="session")`.
"""

from collections.abc import AsyncIterator

import pytest_asyncio

from services.cases.app import DEFINITION as CASES
from services.intake.app import DEFINITION as INTAKE
from shared.runtime.definition import Definition
from shared.runtime.migrate import migrate
from shared.runtime.process import Process
from shared.settings import Settings
from tests.services.running import emptied, opened, settings_at


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def intake_process(postgres) -> AsyncIterator[Process]:
    async with opened(INTAKE, await migrated(postgres, INTAKE)) as process:
        yield process


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def cases_process(postgres, tmp_path_factory) -> AsyncIterator[Process]:
    folder = str(tmp_path_factory.mktemp("documents"))
    async with opened(CASES, await migrated(postgres, CASES, TILTS_DOCUMENTS__FOLDER=folder)) as process:
        yield process


async def migrated(postgres, definition: Definition, prefix: str = "services", **environment: str) -> Settings:
    """The settings of a service over a new database."""
    name = f"{prefix}_{definition.name}"
    postgres.create_database(name)
    settings = settings_at(postgres.dsn(name), **environment)
    await migrate(definition, settings)
    return settings


@pytest_asyncio.fixture(loop_scope="session")
async def intake(intake_process) -> Process:
    """Intake, empty but for its partners."""
    return await emptied(intake_process)


@pytest_asyncio.fixture(loop_scope="session")
async def cases(cases_process) -> Process:
    """Cases, empty but for its units and staff."""
    return await emptied(cases_process)
