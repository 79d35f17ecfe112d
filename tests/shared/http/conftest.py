"""The sample service over a real database, and people who call it."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import asyncpg
import httpx
import pytest
from fastapi import APIRouter, FastAPI
from prometheus_client import CollectorRegistry

import shared.http
from shared.database.migrations import migrate
from shared.http import HttpSettings, create_app
from shared.observability import Metrics
from shared.security import Actor, DevelopmentTokens, Purpose, Role, issue_token
from tests.shared.http import sample

KEY = "k" * 32
MIGRATIONS = Path(shared.http.__file__).parent / "migrations"

ILZE = Actor("ilze", frozenset({Role.SOCIAL_WORKER}), Purpose.CASE_WORK)
JURIS = Actor("juris", frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION)
POLICE = Actor("police", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner="police")


@pytest.fixture(scope="session")
def notes_database(postgres) -> str:
    """The address of the sample service's database, for all tests of this room."""

    async def prepare(address: str) -> None:
        conn = await asyncpg.connect(address)
        await migrate(conn, [MIGRATIONS])
        await conn.execute(sample.TABLE)
        await conn.close()

    postgres.create_database("notes")
    address = postgres.dsn("notes")
    asyncio.run(prepare(address))
    return address


@pytest.fixture
async def pool(notes_database):
    """A pool over the sample service's database, empty."""
    async with asyncpg.create_pool(notes_database, min_size=1, max_size=5) as pool:
        await pool.execute("truncate note, idempotency_key, read_audit")
        yield pool


@pytest.fixture
def make_app(pool) -> Callable[..., FastAPI]:
    """A function that makes the sample service's app with further routers, or with other arguments of create_app."""

    def make(*routers: APIRouter, **changed) -> FastAPI:
        registry = CollectorRegistry()
        usual = {
            "title": "Notes",
            "service": "notes",
            "version": "1.2.3",
            "routers": [sample.router, *routers],
            "authenticator": DevelopmentTokens(KEY, development=True),
            "pool": pool,
            "settings": HttpSettings(max_body_bytes=1000, development=True),
            "checks": {},
            "metrics": Metrics(registry),
            "registry": registry,
            "rules": [sample.SHOUTED],
        }
        return create_app(**usual | changed)

    return make


@pytest.fixture
def app(make_app) -> FastAPI:
    return make_app()


@pytest.fixture
async def client(app):
    """Calls the sample service as Ilze, a social worker."""
    async with client_of(app) as client:
        yield client


def client_of(app, actor: Actor | None = ILZE) -> httpx.AsyncClient:
    """A client that calls `app` in this process as `actor`, None for somebody unknown."""
    headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"} if actor else {}
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://tilts.test", headers=headers)
