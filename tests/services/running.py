"""One service as its process builds it, over a real database, and people and partners who call it."""

from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import httpx
from prometheus_client import CollectorRegistry

from shared.calendar import Clock
from shared.contracts.fact import Fact
from shared.decision import Cause
from shared.http import etag
from shared.observability import Metrics
from shared.runtime.definition import Definition
from shared.runtime.process import Process
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings import Settings
from shared.settings.municipality import staff_id
from shared.stream import cursors, log
from shared.stream.record import core_record
from tests.services.emptying import empty
from tests.shared.http.conftest import KEY

INESE = Actor(str(staff_id("liepaja", "inese")), frozenset({Role.INTAKE_WORKER}), Purpose.INTAKE)
MARTA = Actor(str(staff_id("liepaja", "marta")), frozenset({Role.SOCIAL_WORKER}), Purpose.CASE_WORK)
LIGITA = Actor(str(staff_id("liepaja", "ligita")), frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION)
GUNTA = Actor(str(staff_id("liepaja", "gunta")), frozenset({Role.SUPERVISOR}), Purpose.SUPERVISION)
VADIBA = Actor(str(staff_id("liepaja", "vadiba")), frozenset({Role.HEAD}), Purpose.SUPERVISION)
PRESS = Actor("prese", frozenset({Role.PUBLIC_RELATIONS}), Purpose.STATISTICS)
CASES = Actor("service:cases", frozenset({Role.SERVICE}), Purpose.CASE_WORK, service="cases")


EVERYBODY = Actor(
    LIGITA.id, frozenset(Role), Purpose.SUPERVISION, partner="liepajas-6-vidusskola", service="notifications"
)
"""A member of staff with every role, for whoever looks at what comes after the question who calls."""


def partner(code: str) -> Actor:
    return Actor(f"partner:{code}", frozenset({Role.PARTNER}), Purpose.PARTNER_EXCHANGE, partner=code)


def settings_at(dsn: str, **environment: str) -> Settings:
    """Liepāja's settings with its databases at `dsn`, and anything else as the environment would give it."""
    given = {
        "TILTS_DATABASE__DSN": dsn,
        "TILTS_DATABASE__POOL_MIN": "0",
        "TILTS_SECURITY__DEVELOPMENT_KEY": KEY,
        "TILTS_SECURITY__INDEX_KEY": "a key of the fingerprints for tests only",
        "TILTS_DOCUMENTS__KEY": "a master key of documents for tests only",
        "TILTS_PARTNERS__KRIZES_CENTRS__WEBHOOK_SECRET": "whsec_"
        + b64encode(b"for tests only, and for nobody else").decode(),
    }
    return Settings.load("liepaja", given | environment)


@asynccontextmanager
async def opened(definition: Definition, settings: Settings, clock: Clock | None = None) -> AsyncIterator[Process]:
    """The service over its database, by the clock of its settings or another. Nothing is relayed or consumed."""
    registry = CollectorRegistry()
    process = Process(definition, settings, Metrics(registry), registry, clock)
    await process.open()
    try:
        yield process
    finally:
        await process.close()


@asynccontextmanager
async def begun(definition: Definition, settings: Settings, clock: Clock | None = None) -> AsyncIterator[Process]:
    """The service as it is when it has just begun over a new database: configured, and with its log open."""
    async with opened(definition, settings, clock) as process:
        async with process.pool.acquire() as conn:
            # There is no bus to compare it with.
            await log.trust(conn)
            await cursors.create(conn, process.definition.sources, process.batch.partitions)
        if definition.prepare:
            await definition.prepare(process.desk)
        yield process


async def emptied(process: Process) -> Process:
    """The service as it was when it began for the first time: it knows its configuration, and its log is open."""
    await empty(process.pool, ["migration", "log_identity", "event_log_head", "relayed"])
    async with process.pool.acquire() as conn:
        await cursors.create(conn, process.definition.sources, process.batch.partitions)
    if process.definition.prepare:
        await process.definition.prepare(process.desk)
    return process


class Caller:
    """Somebody who calls a service over HTTP. Each command has a key of its own unless it is given one."""

    def __init__(self, process: Process, actor: Actor) -> None:
        headers = {"Authorization": f"Bearer {issue_token(KEY, actor)}"}
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(process.app), base_url="http://tilts.test", headers=headers
        )

    @property
    def headers(self) -> httpx.Headers:
        """What goes with every call."""
        return self._client.headers

    async def get(self, path: str, **query: str | int) -> httpx.Response:
        return await self._client.get(path, params=query)

    async def read(self, people: list[UUID | str]) -> httpx.Response:
        return await self._client.post("/v1/people/read", json={"people": [str(id) for id in people]})

    async def send(self, path: str, data: bytes, headers: dict[str, str]) -> httpx.Response:
        """A body that is no JSON."""
        return await self._client.post(path, content=data, headers=headers)

    async def do(
        self, path: str, body: dict | bytes | None = None, *, key: str | None = None, version: int | None = None
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key or str(uuid4())}
        if version is not None:
            headers["If-Match"] = etag(version)
        if isinstance(body, bytes):
            headers["Content-Type"] = "application/json"
            return await self._client.post(path, content=body, headers=headers)
        return await self._client.post(path, json=body, headers=headers)


async def hear(process: Process, source: str, fact: Fact, why: Cause) -> None:
    """Let the service hear the next fact of the first partition of another one, as Kafka would bring it."""
    last = await process.pool.fetchrow(
        "select position, fact from consumed where source = $1 and partition = 0", source
    )
    headers = {
        "ce_id": why.derive(fact.type), "ce_type": fact.type, "ce_epoch": 1, "ce_position": last["position"] + 1,
        "ce_previousid": last["fact"] or "", "ce_time": why.time.isoformat(),
    }  # fmt: skip
    raw = tuple((name, str(value).encode()) for name, value in headers.items())
    await process.batch.apply([core_record(source, 0, fact.key.encode(), fact.encode(), raw)])


async def facts(process: Process) -> list[str]:
    """What the log says happened, as the short names of the facts in the order of each partition."""
    rows = await process.pool.fetch("select type from event_log where topic is null order by time, partition, position")
    return [row["type"].removeprefix(f"lv.tilts.{process.definition.name}.").removesuffix(".v1") for row in rows]


async def receipts(process: Process) -> list[tuple[str, str, str]]:
    """What partners are told, in order: topic, type, body."""
    rows = await process.pool.fetch(
        "select topic, data::text as data, type from event_log where topic is not null order by time, position"
    )
    return [(row["topic"], row["type"], row["data"]) for row in rows]
