"""One service: builds its parts, begins them in order, and ends them so that nothing is lost.

Begun: relay (which opens the log), configuration, consumer, timers, own tasks. Whatever is not there yet is waited for.
Ended: consumer, timers and tasks first, then the HTTP port (by whoever serves it), then the relay, last the database.
"""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import asyncpg
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from shared.calendar import Clock
from shared.http import HttpSettings, create_app, idempotency
from shared.observability import Metrics
from shared.runtime.admission import PartnersAdmitted, held
from shared.runtime.definition import Definition
from shared.runtime.desk import Desk
from shared.runtime.log_routes import log_routes
from shared.runtime.opening import authenticator, open_database
from shared.runtime.parked_routes import parked_routes
from shared.runtime.parts import Parts
from shared.runtime.peers import Peers
from shared.runtime.readiness import behind, checks
from shared.runtime.wakeup import Wakeup
from shared.security import DevelopmentTokens
from shared.settings import Settings
from shared.stream import changes, edge, kafka
from shared.stream.batch import Batch
from shared.stream.bus import Bus
from shared.stream.catchup import CatchUp
from shared.stream.consumer import Consumer
from shared.stream.pull import HttpSources
from shared.stream.relay import Relay
from shared.stream.replay import expire
from shared.stream.timers import Timers
from shared.stream.topics import reading
from shared.stream.upkeep import Upkeep
from shared.stream.wire import Sender
from shared.stream.work import Work

VERSION = "0.1.0"
_TIMER_POLL = 0.5
_LAST_SEND = 2.0


# Its repr would write out all settings: tens of milliseconds whenever asyncio describes a task that returned it.
@dataclass(slots=True, repr=False)
class Process:
    """One running service. `up` is set once it consumes."""

    definition: Definition
    settings: Settings
    metrics: Metrics
    registry: CollectorRegistry
    clock: Clock | None = None
    """One of its own, for a story that spans months; that of the settings when there is none."""
    up: asyncio.Event = field(default_factory=asyncio.Event)
    app: FastAPI = field(init=False)
    pool: asyncpg.Pool = field(init=False)
    batch: Batch = field(init=False)
    desk: Desk = field(init=False)
    _bus: Bus = field(init=False)
    _relay: Relay = field(init=False)
    _consumer: Consumer = field(init=False)
    _timers: Timers = field(init=False)
    _upkeep: Upkeep = field(init=False)
    _relaying: Parts = field(init=False)
    _working: Parts = field(init=False)
    _stopping: bool = False

    async def open(self) -> FastAPI:
        """Build everything; nothing moves yet. Returns the HTTP application.

        Raises CannotStart, SettingsError, DevelopmentOnly or LogMismatch, whose text says how to mend it.
        """
        tokens = authenticator(self.settings)
        work = self.definition.work(self.settings)
        self.pool = await open_database(self.definition, self.settings)
        try:
            self._build(work, tokens)
            self.app = self._application(tokens)
        except BaseException:
            await self.pool.close()
            raise
        return self.app

    def start(self) -> None:
        """Begin to relay, consume and fire timers, as soon as what that needs is there."""
        self._relaying.keep("relay", self._relay.run)
        self._working.keep("upkeep", self._upkeep.run)
        self._working.run(self._begin())

    async def rest(self) -> None:
        """Take nothing new from the bus: the batch in flight ends, no timer fires. HTTP goes on, but for streams."""
        self._stopping = True
        self.desk.wake.end()
        await self._working.stop()
        await self._consumer.stop()

    async def close(self) -> None:
        """Send what was appended last, if Kafka takes it soon (else the next start sends it), and let go of all."""
        if self.up.is_set():
            with suppress(TimeoutError):
                async with asyncio.timeout(_LAST_SEND):
                    await self._sent()
        await self._relaying.stop()
        await self._bus.close()
        await self.desk.peers.close()
        await self.pool.close()

    async def _begin(self) -> None:
        prepare = self.definition.prepare
        if prepare:
            await self._working.through("configuration", lambda: prepare(self.desk))
        await self._working.through("consumer", self._consumer.start)
        self._working.keep("timers", self._fire_timers)
        for task in self.definition.tasks:
            self._working.keep(task.__name__, lambda task=task: task(self.desk))
        self.up.set()

    def _starting(self) -> str | None:
        """What the service waits for; None while it runs."""
        if self._stopping:
            return "stopping"
        if self.up.is_set():
            return None
        return "; ".join(f"{part} waits: {why}" for part, why in self._working.troubles.items()) or "starting"

    async def _fire_timers(self) -> None:
        while True:
            if not await self._timers.fire():
                await asyncio.sleep(_TIMER_POLL)

    async def _sent(self) -> None:
        while True:
            if not await behind(self.pool):
                return
            await asyncio.sleep(0.02)

    def _build(self, work: Work, tokens: DevelopmentTokens) -> None:
        name, settings = self.definition.name, self.settings
        clock = self.clock or settings.calendar.clock()
        slug, partitions, broker = settings.municipality.slug, settings.log.partitions, settings.broker
        topic = f"{slug}.{name}"
        self._bus = Bus(kafka.connection(broker), broker.produce_deadline)
        self._relay = Relay(
            self.pool, self._bus, Sender(name, slug), topic, self.metrics, broker.relay_poll, broker.head_interval,
            clock.now,
        )  # fmt: skip
        wake = Wakeup(self._relay.wake)
        self.batch = Batch(work, self.pool, partitions, self.metrics, clock.now, wake)
        peers = Peers(settings, tokens, name)
        catch_up = CatchUp(self.batch, HttpSources(peers.client, peers.bases(self.definition.sources)), self.metrics)
        self._consumer = Consumer(
            kafka.faststream(broker), self.batch, catch_up, reading(slug, name, settings.partners), self.metrics,
            topic, broker.membership, broker.fetch_wait_ms,
        )  # fmt: skip
        self._timers = Timers(work, self.pool, partitions, self.metrics, clock.now, wake)
        forget = (
            edge.forget, idempotency.purge, changes.forget, self._expire_parked, *self.definition.forget,
        )  # fmt: skip
        self._upkeep = Upkeep(self.pool, name, self.metrics, clock.now, forget=forget)
        self.desk = Desk(self.pool, work, partitions, clock, wake, peers, settings, self.metrics)
        self._relaying, self._working = Parts(name), Parts(name)

    async def _expire_parked(self, conn: asyncpg.Connection) -> int:
        before = self.batch.now() - timedelta(days=self.settings.log.parked_messages_days)
        return await expire(self.batch, before, await held(conn, before) if self.definition.partners_call else ())

    def _application(self, tokens: DevelopmentTokens) -> FastAPI:
        http, now = self.settings.http, self.settings.calendar.clock().now
        admitting = PartnersAdmitted(tokens, self.pool, now) if self.definition.partners_call else tokens
        return create_app(
            title=self.definition.title,
            service=self.definition.name,
            version=VERSION,
            routers=[*self.definition.routers(self.desk), log_routes(self.pool), parked_routes(self.pool)],
            authenticator=admitting,
            pool=self.pool,
            settings=HttpSettings(
                http.cors_origins,
                http.max_body_bytes,
                self.definition.larger_bodies(self.settings),
                self.settings.deployment.is_development,
            ),
            checks=checks(self.pool, self._relay, self._consumer, self._starting),
            metrics=self.metrics,
            registry=self.registry,
            rules=self.definition.problems,
        )
