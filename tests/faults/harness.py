"""A whole municipality for fault tests: real databases and topics, services as processes that can be killed.

What is counted is what people would miss: each message has one number, its receipts, its case and its notice.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Self
from urllib.error import HTTPError
from urllib.request import urlopen

import asyncpg

from deploy.broker import Broker
from deploy.local.ports import free_port
from deploy.local.postgres import Postgres
from deploy.local.process import Process
from deploy.partner import REFERRALS, referral, topic
from deploy.services import DEFINITIONS
from deploy.up.steps import in_thread
from shared.database.pool import connect, open_pool
from shared.runtime.migrate import migrate
from shared.settings import Settings
from shared.stream import kafka, topics
from shared.stream.bus import Bus
from shared.stream.record import message_id
from shared.stream.verify import Report, Subject, verify

PARTNER = "valsts-policija"
_READY_WITHIN = 40.0
_PATIENCE = 30.0

Group = tuple[str, ...]
"""The services of one process."""
ALL: Group = tuple(DEFINITIONS)


def letter(id: str) -> dict:
    """A referral about a child nobody knows, another one for each message id."""
    return {
        "reference": f"VP-{id}",
        "kind": "police.family_violence",
        "needs": ["violence_in_family"],
        "subject": {"given_name": "Paraugs", "family_name": f"Izdomāts {id}", "birth_date": "2016-05-04"},
        "narrative": "Kaimiņi dzirdēja troksni.",
        "occurred_at": "2026-11-20T18:30:00+02:00",
    }


@dataclass
class Deployment:
    """Databases and topics under a slug of their own, and the processes that serve them."""

    postgres: Postgres
    broker: Broker
    folder: Path
    slug: str
    groups: Sequence[Group] = (ALL, ALL)
    """What each process serves, of those that are started."""
    configured_as: str = "dobele"
    """Its violence referrals are accepted at once and told to the orphan's court: one message goes through all."""
    secrets: Mapping[str, str] = field(default_factory=dict)
    """What its configuration asks the environment for besides."""
    writes: Callable[[str], dict] = letter
    """What the partner sends under a message id."""
    begun_as: type[Process] = Process
    """How its processes come to be: from nothing, or as `Forked`."""
    sent: dict[str, None] = field(default_factory=dict)
    """The ids of all messages that the partner has sent, in order."""
    replicas: list[Process] = field(init=False)
    ports: list[int] = field(init=False)
    _writing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.replicas = [self.begun_as(f"replica-{number}", self.folder) for number in range(len(self.groups))]
        self.ports = [free_port() for _ in self.groups]

    @cached_property
    def settings(self) -> Settings:
        return Settings.load(self.configured_as, self._environment())

    def _environment(self, replica: int = 0) -> Mapping[str, str]:
        group = self.groups[replica]
        others = {
            f"TILTS_HTTP__BASE_URLS__{name.upper()}": f"http://127.0.0.1:{port}/{name}"
            for serves, port in zip(self.groups, self.ports, strict=True)
            for name in serves
            if name not in group
        }
        return {**others, **self.secrets} | {
            "TILTS_MUNICIPALITY": self.configured_as,
            "TILTS_FOLDER": str(self.folder),
            "TILTS_MUNICIPALITY__SLUG": self.slug,
            "TILTS_DATABASE__DSN": self.postgres.dsn(f"{self.slug}_{{service}}"),
            "TILTS_BROKER__BOOTSTRAP_SERVERS": self.broker.bootstrap,
            "TILTS_BROKER__HEAD_INTERVAL": "0.5",
            "TILTS_LOG__PARTITIONS": "4",
            "TILTS_HTTP__PORT": str(self.ports[replica]),
            "TILTS_SECURITY__DEVELOPMENT_KEY": "k" * 40,
            "TILTS_SECURITY__INDEX_KEY": "i" * 40,
            "TILTS_DOCUMENTS__KEY": "d" * 40,
            "TILTS_DOCUMENTS__FOLDER": str(self.folder / "documents"),
        }

    async def prepare(self) -> None:
        """Empty databases and topics, as the deploy steps make them."""
        for name, definition in DEFINITIONS.items():
            self.postgres.create_database(f"{self.slug}_{name}")
            await migrate(definition, self.settings)
        await self.create_topics()

    async def create_topics(self) -> None:
        wanted = topics.deployed(self.slug, list(self.settings.partners), self.settings.log.partitions)
        await topics.create(kafka.connection(self.settings.broker), wanted)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Self]:
        """Prepared, its first process started, and closed afterwards."""
        await self.prepare()
        await self.start()
        yield self
        await self.close()

    async def start(self, replica: int = 0) -> None:
        """Start one process, and wait until each of its services keeps up."""
        await self.launch(replica)
        await self.until(lambda: self.ready(replica), _READY_WITHIN, self.replicas[replica].log_tail)

    async def launch(self, replica: int = 0) -> None:
        """Start one process, and do not wait for anything."""
        command = [sys.executable, "-m", "deploy.cli.main", "serve", *self.groups[replica]]
        self.replicas[replica].start(command, env=self.variables(replica))

    def variables(self, replica: int = 0) -> dict[str, str]:
        """The environment of a process of this deployment."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("TILTS_")}
        return own | dict(self._environment(replica))

    async def stop(self, replica: int = 0) -> None:
        """SIGTERM, and wait until it has ended by itself."""
        await asyncio.to_thread(self.replicas[replica].stop)

    async def kill(self, replica: int = 0) -> None:
        """SIGKILL."""
        await asyncio.to_thread(self.replicas[replica].kill)

    async def wipe_broker(self) -> None:
        """The broker ends, and comes back with topics and nothing on them."""
        await self.with_topics(self.broker.wipe)

    async def with_topics(self, begin: Callable[[], None]) -> None:
        """Let `begin` start a broker that has nothing, and make its topics before anybody writes."""
        # Frozen meanwhile, and the partner waits: the embedded broker spoils a topic to which somebody writes while it
        # is being made, so that nothing can be written to it nor read from it any more.
        async with self._writing:
            self.signal(signal.SIGSTOP)
            try:
                await in_thread(begin)
                await self.create_topics()
            finally:
                self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        """To every process that serves."""
        for process in self.replicas:
            if process.alive:
                os.kill(process.pid, number)

    def ready(self, replica: int = 0) -> bool:
        return all(self.readiness(name, replica) == "ready" for name in self.groups[replica])

    def readiness(self, service: str, replica: int = 0) -> str:
        """`ready`, or what the service says instead, or nothing when it does not answer."""
        try:
            with urlopen(f"http://127.0.0.1:{self.ports[replica]}/{service}/health/ready", timeout=3):
                return "ready"
        except HTTPError as told:
            return told.read().decode()
        except OSError:
            return ""

    async def send(self, ids: Sequence[str]) -> None:
        """The partner sends referrals under these message ids; those it has sent before are repeats."""
        async with self.bus() as bus:
            await self.send_by(bus, ids)

    async def send_by(self, bus: Bus, ids: Sequence[str]) -> None:
        """The same on a connection that stays. Raises BusUnavailable, and then some may be there and some not."""
        self.sent |= dict.fromkeys(ids)
        messages = [referral(PARTNER, id, self.writes(id)) for id in ids]
        records = [(m.key.encode(), m.data, m.headers()) for m in messages]
        while records:
            async with self._writing:
                count, _ = await bus.send(topic(self.settings, REFERRALS, PARTNER), 0, records)
            records = records[count:]

    async def settled(self, patience: float = _PATIENCE) -> Report:
        """Wait until every message has gone all the way, then compare everything. Fails when it does not get there."""
        count = len(self.sent)
        await self.until(self.arrived, patience, lambda: f"{count} messages\n{self.replicas[0].log_tail()}")
        return await self.verify(patience)

    async def arrived(self) -> bool:
        """Has every message its receipts, its case, its notice and its line in the statistics?"""
        return all(count == len(self.sent) for count in (await self.counts()).values())

    async def counts(self) -> dict[str, int]:
        """How many there are of everything that each message leads to exactly once."""
        ids = [message_id(PARTNER, id) for id in self.sent]
        receipts = "select count(distinct causation) from event_log where topic is not null and causation = any($1)"
        return {
            "numbers": await self.value("intake", "select count(distinct number) from referral"),
            "referrals": await self.value("intake", "select count(*) from referral"),
            "letters": await self.value("intake", "select count(*) from letter"),
            "people": await self.value("intake", "select count(*) from person"),
            "received": await self.value("intake", _FACTS.format("referral-received")),
            "receipts": await self.value("intake", receipts, ids),
            "cases": await self.value("cases", "select count(*) from social_case"),
            "opened": await self.value("cases", _FACTS.format("case-opened")),
            "notices": await self.value("notifications", "select count(*) from notice where referral is not null"),
            "statistics": await self.value("reporting", "select count(*) from referral"),
        }

    async def value(self, service: str, query: str, *arguments: object) -> object:
        async with self.database(service) as conn:
            return await conn.fetchval(query, *arguments)

    async def execute(self, service: str, query: str, *arguments: object) -> None:
        async with self.database(service) as conn:
            await conn.execute(query, *arguments)

    async def verify(self, deadline: float = 20.0) -> Report:
        settings = self.settings
        async with AsyncExitStack() as stack:
            subjects = []
            for name, definition in DEFINITIONS.items():
                pool = await open_pool(settings.database, name)
                stack.push_async_callback(pool.close)
                checks = (*definition.checks, *definition.checks_of(settings))
                subjects.append(Subject(name, pool, f"{self.slug}.{name}", definition.sources, checks))
            bus = await stack.enter_async_context(self.bus())
            return await verify(subjects, bus, deadline)

    @asynccontextmanager
    async def database(self, service: str) -> AsyncIterator[asyncpg.Connection]:
        conn = await connect(self.settings.database, service)
        try:
            yield conn
        finally:
            await conn.close()

    @asynccontextmanager
    async def bus(self) -> AsyncIterator[Bus]:
        bus = Bus(kafka.connection(self.settings.broker), self.settings.broker.produce_deadline)
        try:
            yield bus
        finally:
            await bus.close()

    async def until(self, there, patience: float, told) -> None:
        """Wait until `there()` holds. Fails with what `told()` says."""
        loop = asyncio.get_running_loop()
        end = loop.time() + patience
        while True:
            held = there()
            if await held if asyncio.iscoroutine(held) else held:
                return
            if loop.time() > end:
                raise AssertionError(f"did not get there in {patience:.0f} s: {await self._state()} {told()}")
            await asyncio.sleep(0.1)

    async def _state(self) -> str:
        ready = {name: self.readiness(name) for name in DEFINITIONS}
        return f"{await self.counts()} {ready}"

    async def close(self) -> None:
        for process in self.replicas:
            await asyncio.to_thread(process.kill)
        for name in DEFINITIONS:
            self.postgres.drop_database(f"{self.slug}_{name}")


_FACTS = "select count(*) from event_log where type like '%.{}.v1'"
