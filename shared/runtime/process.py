"""Starts and stops the parts of one service, in order: database, log, HTTP port, relay, consumer, timers, own tasks."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from shared.database.pool import open_pool
from shared.http import HttpSettings, create_app
from shared.observability import Metrics
from shared.runtime.definition import Definition
from shared.runtime.desk import Desk
from shared.runtime.log_routes import log_routes
from shared.runtime.peers import Peers
from shared.runtime.readiness import checks
from shared.runtime.wakeup import Wakeup
from shared.security import DevelopmentTokens
from shared.settings import Settings
from shared.stream import cursors, kafka, log
from shared.stream.batch import Batch
from shared.stream.bus import Bus
from shared.stream.catchup import CatchUp
from shared.stream.consumer import Consumer
from shared.stream.errors import is_transient
from shared.stream.pull import HttpSources
from shared.stream.relay import Relay
from shared.stream.timers import Timers
from shared.stream.topics import reading
from shared.stream.wire import Sender

_log = structlog.get_logger("process")
_TIMER_POLL = 0.5
VERSION = "0.1.0"


@dataclass(slots=True)
class Process:
    """One running service."""

    definition: Definition
    settings: Settings
    metrics: Metrics
    registry: CollectorRegistry
    app: FastAPI = field(init=False)
    pool: asyncpg.Pool = field(init=False)
    batch: Batch = field(init=False)
    _consumer: Consumer = field(init=False)
    _peers: Peers = field(init=False)
    _desk: Desk = field(init=False)
    _bus: Bus = field(init=False)
    _timers: Timers = field(init=False)
    _relay: Relay = field(init=False)
    _tasks: list[asyncio.Task] = field(default_factory=list)

    async def open(self) -> FastAPI:
        """Build everything and check that the log is ours; nothing moves yet. Returns the HTTP application."""
        name, settings = self.definition.name, self.settings
        self.pool = await open_pool(settings.database, name)
        async with self.pool.acquire() as conn:
            await log.create(conn, name, settings.log.partitions)
            await cursors.create(conn, self.definition.sources, settings.log.partitions)
        tokens = DevelopmentTokens(
            settings.security.development_key.get_secret_value() if settings.security.development_key else "",
            development=settings.deployment.is_development,
        )
        self._build(tokens)
        self.app = create_app(
            title=self.definition.title, service=name, version=VERSION,
            routers=[*self.definition.routers(self._desk), log_routes(self.pool)],
            authenticator=tokens, pool=self.pool,
            settings=HttpSettings(
                cors_origins=settings.http.cors_origins, max_body_bytes=settings.http.max_body_bytes,
                development=settings.deployment.is_development,
            ),
            checks=checks(self.pool, self.batch.circuit), metrics=self.metrics, registry=self.registry,
            rules=self.definition.problems,
        )  # fmt: skip
        return self.app

    async def start(self) -> None:
        """Begin to relay, consume and fire timers. The HTTP port answers already, for those who pull our log."""
        self._run(self._relay.run, "relay")
        if self.definition.prepare:
            await _until_done(lambda: self.definition.prepare(self._desk), self.definition.name)
        await self._consumer.start()
        self._run(self._fire_timers, "timers")
        for task in self.definition.tasks:
            self._run(lambda task=task: task(self._desk), "task")

    async def stop(self) -> None:
        """The batch in flight ends, its facts stay in the log; the relay of the next start sends what is left."""
        await self._consumer.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._bus.close()
        await self._peers.close()
        await self.pool.close()

    def _build(self, tokens: DevelopmentTokens) -> None:
        name, settings, clock = self.definition.name, self.settings, self.settings.calendar.clock()
        slug, partitions = settings.municipality.slug, settings.log.partitions
        work = self.definition.work(settings)
        self._bus = Bus(kafka.connection(settings.broker), settings.broker.produce_deadline)
        self._relay = Relay(
            self.pool, self._bus, Sender(name, slug), f"{slug}.{name}", self.metrics,
            settings.broker.relay_poll, settings.broker.head_interval,
        )  # fmt: skip
        wake = Wakeup(self._relay.wake)
        self.batch = Batch(work, self.pool, partitions, self.metrics, clock.now, wake)
        self._peers = Peers(settings, tokens, name)
        sources = HttpSources(self._peers.client, self._peers.bases(self.definition.sources))
        self._consumer = Consumer(
            kafka.faststream(settings.broker), self.batch, CatchUp(self.batch, sources, self.metrics), reading(slug, name, settings.partners),
            self.metrics, f"{slug}.{name}", settings.broker.membership, settings.broker.fetch_wait_ms,
        )  # fmt: skip
        self._timers = Timers(work, self.pool, partitions, self.metrics, clock.now, wake)
        self._desk = Desk(self.pool, work, partitions, clock, wake, self._peers, settings, self.metrics)

    async def _fire_timers(self) -> None:
        while True:
            if not await self._timers.fire():
                await asyncio.sleep(_TIMER_POLL)

    def _run(self, work: Callable[[], Awaitable[Any]], what: str) -> None:
        """Keep a part going until stop: whatever ends it early is told, and it is begun again."""

        async def forever() -> None:
            while True:
                await _until_done(work, f"{self.definition.name}.{what}")

        self._tasks.append(asyncio.create_task(forever()))


async def _until_done(work: Callable[[], Awaitable[Any]], name: str) -> None:
    """Run to the end, starting anew after a failure, at a calm pace."""
    pause = 0.2
    while True:
        try:
            return await work()
        except Exception as error:
            if not is_transient(error):
                _log.exception("part_failed", part=name)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 10)
