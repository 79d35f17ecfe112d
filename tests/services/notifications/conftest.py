"""Notifications over a real database, beside the real intake and the real cases. What takes long to open is opened once
for all tests."""

import asyncio
import inspect
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import asyncpg
import httpx
import pytest
import pytest_asyncio
from prometheus_client import CollectorRegistry

from services.cases.app import DEFINITION as CASES
from services.cases.domain.case import Case, evolve
from services.intake.app import DEFINITION as INTAKE
from services.notifications.app import DEFINITION
from shared.database.table import Table
from shared.observability import Metrics
from shared.runtime.migrate import migrate
from shared.runtime.process import Process
from shared.settings import Settings
from shared.settings.municipality import unit_id
from shared.stream import kafka, topics
from tests.services.notifications.room import Room, forget
from tests.services.notifications.samples import ENVIRON
from tests.services.notifications.samples import opened as opened_case
from tests.services.running import MARTA, begun
from tests.shared.http.serving import served

NOWHERE = "http://127.0.0.1:9"

opened_once = pytest_asyncio.fixture(scope="session", loop_scope="session")
fresh = pytest_asyncio.fixture(loop_scope="session")


def pytest_collection_modifyitems(items):
    """All of this room run in one event loop, where the opened services live."""
    for item in items:
        if Path(__file__).parent in item.path.parents and inspect.iscoroutinefunction(getattr(item, "function", None)):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


async def opened(definition, environ) -> Process:
    registry = CollectorRegistry()
    process = Process(definition, Settings.load("liepaja", environ), Metrics(registry), registry)
    await process.open()
    return process


@pytest.fixture(scope="session")
def environ(postgres) -> dict[str, str]:
    """The environment of a deployment whose two databases exist and are migrated."""
    given = ENVIRON | {"TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 40, "TILTS_SECURITY__INDEX_KEY": "i" * 40}
    given["TILTS_DOCUMENTS__KEY"] = "d" * 40
    for definition in (INTAKE, CASES, DEFINITION):
        postgres.create_database(f"voice_{definition.name}")
        given[f"TILTS_DATABASE__DSN_{definition.name.upper()}"] = postgres.dsn(f"voice_{definition.name}")
    settings = Settings.load("liepaja", given)
    for definition in (INTAKE, CASES, DEFINITION):
        asyncio.run(migrate(definition, settings))
    return given


@pytest.fixture(scope="session")
def bootstrap(broker) -> str:
    """The real broker, with the topics of Liepāja."""
    settings = Settings.load("liepaja", ENVIRON | {"TILTS_BROKER__BOOTSTRAP_SERVERS": broker.bootstrap})
    wanted = topics.deployed("liepaja", list(settings.partners), settings.log.partitions)
    asyncio.run(topics.create(kafka.connection(settings.broker), wanted))
    return broker.bootstrap


@opened_once
async def serving_intake(environ):
    """The real intake, and where it answers."""
    process = await opened(INTAKE, environ)
    async with served(process.app) as address:
        yield process, address
    await process.close()


@opened_once
async def serving_cases(environ):
    """The real cases, where Marta has the cases of the samples, and where it answers."""
    unit = unit_id("liepaja", "berniem-un-gimenem")
    hers = [replace(evolve(None, opened_case(name)), staff=UUID(MARTA.id), unit=unit) for name in "abc"]
    async with begun(CASES, Settings.load("liepaja", environ)) as process:
        async with process.pool.acquire() as conn, conn.transaction():
            await Table(Case, "social_case").save(conn, hers)
        async with served(process.app) as address:
            yield address


@opened_once
async def without_bus(environ, serving_cases):
    elsewhere = {"TILTS_HTTP__BASE_URLS__INTAKE": NOWHERE, "TILTS_HTTP__BASE_URLS__CASES": serving_cases}
    process = await opened(DEFINITION, environ | elsewhere)
    yield process
    await process.close()


@opened_once
async def without_intake(environ, bootstrap):
    broker = {"TILTS_BROKER__BOOTSTRAP_SERVERS": bootstrap}
    nowhere = {"TILTS_HTTP__BASE_URLS__INTAKE": NOWHERE, "TILTS_HTTP__BASE_URLS__CASES": NOWHERE}
    process = await opened(DEFINITION, environ | broker | nowhere)
    yield process
    await process.close()


@opened_once
async def with_everything(environ, bootstrap, serving_intake):
    broker = {"TILTS_BROKER__BOOTSTRAP_SERVERS": bootstrap}
    process = await opened(DEFINITION, environ | broker | {"TILTS_HTTP__BASE_URLS__INTAKE": serving_intake[1]})
    yield process
    await process.close()


@fresh
async def room(without_bus) -> Room:
    """The service without a bus, and with an intake that is down."""
    await forget(without_bus.pool)
    return Room(without_bus)


@fresh
async def alone(without_intake) -> Room:
    """The service with the real broker, and with intake and cases down."""
    await forget(without_intake.pool)
    return Room(without_intake)


@fresh
async def connected(with_everything, serving_intake) -> Room:
    """The service with the real broker and the real intake, which knows nobody."""
    await forget(serving_intake[0].pool)
    await forget(with_everything.pool)
    return Room(with_everything)


@fresh
async def intake_pool(serving_intake) -> asyncpg.Pool:
    """Intake's database."""
    return serving_intake[0].pool


@fresh
async def http(room):
    """A client of the service's API, in this process."""
    transport = httpx.ASGITransport(room.process.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notifications") as client:
        yield client


@fresh
async def second_connection(environ):
    """Another connection to the service's database, as a second process would have."""
    conn = await asyncpg.connect(environ["TILTS_DATABASE__DSN_NOTIFICATIONS"])
    yield conn
    await conn.close()
