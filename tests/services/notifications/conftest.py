"""Notifications over a real database, beside the real intake, for the tests of this room."""

import asyncio

import asyncpg
import httpx
import pytest
from prometheus_client import CollectorRegistry

from services.intake.app import DEFINITION as INTAKE
from services.notifications.app import DEFINITION
from shared.observability import Metrics
from shared.runtime.migrate import migrate
from shared.runtime.process import Process
from shared.settings import Settings
from shared.stream import kafka, topics
from tests.services.notifications.room import Room, empty
from tests.services.notifications.samples import ENVIRON
from tests.shared.http.serving import served

NOWHERE = "http://127.0.0.1:9"


@pytest.fixture(scope="session")
def environ(postgres) -> dict[str, str]:
    """The environment of a deployment whose two databases exist and are migrated."""
    given = ENVIRON | {"TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 40, "TILTS_SECURITY__INDEX_KEY": "i" * 40}
    for definition in (INTAKE, DEFINITION):
        postgres.create_database(f"voice_{definition.name}")
        given[f"TILTS_DATABASE__DSN_{definition.name.upper()}"] = postgres.dsn(f"voice_{definition.name}")
    settings = Settings.load("liepaja", given)
    for definition in (INTAKE, DEFINITION):
        asyncio.run(migrate(definition, settings))
    return given


@pytest.fixture
async def intake(environ):
    """The real intake, without anybody in it; `address` is where it answers."""
    process = await opened(INTAKE, environ)
    await empty(process.pool)
    async with served(process.app) as address:
        yield process, address
    await process.close()


@pytest.fixture
async def open_room(environ):
    """A function that opens the service, empty, with more settings from the environment."""
    processes = []

    async def open(**more: str) -> Room:
        process = await opened(DEFINITION, environ | more)
        processes.append(process)
        await empty(process.pool)
        return Room(process)

    yield open
    for process in processes:
        await process.close()


@pytest.fixture
async def room(open_room) -> Room:
    """The service without a bus, and with an intake that is down."""
    return await open_room(TILTS_HTTP__BASE_URLS__INTAKE=NOWHERE)


@pytest.fixture(scope="session")
def bootstrap(broker) -> str:
    """The real broker, with the topics of Liepāja."""
    settings = Settings.load("liepaja", ENVIRON | {"TILTS_BROKER__BOOTSTRAP_SERVERS": broker.bootstrap})
    wanted = topics.deployed("liepaja", list(settings.partners), settings.log.partitions)
    asyncio.run(topics.create(kafka.connection(settings.broker), wanted))
    return broker.bootstrap


@pytest.fixture
async def connected(open_room, intake, bootstrap) -> Room:
    """The service with the real broker and the real intake."""
    return await open_room(TILTS_HTTP__BASE_URLS__INTAKE=intake[1], TILTS_BROKER__BOOTSTRAP_SERVERS=bootstrap)


@pytest.fixture
async def http(room):
    """A client of the service's API, in this process."""
    transport = httpx.ASGITransport(room.process.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://notifications") as client:
        yield client


async def opened(definition, environ) -> Process:
    registry = CollectorRegistry()
    process = Process(definition, Settings.load("liepaja", environ), Metrics(registry), registry)
    await process.open()
    return process


@pytest.fixture
async def second_connection(environ):
    """Another connection to the service's database, as a second process would have."""
    conn = await asyncpg.connect(environ["TILTS_DATABASE__DSN_NOTIFICATIONS"])
    yield conn
    await conn.close()
