"""The parts of one deployment on this machine: started in order, watched, stopped the other way round."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial

from deploy.broker import Broker
from deploy.brokers import BROKERS
from deploy.health import health, until_ready
from deploy.local.postgres import Postgres
from deploy.local.process import Process, ServerError
from deploy.services import DEFINITIONS
from deploy.up.folder import StateFolder
from deploy.up.plan import Ports, of_process
from deploy.up.steps import Steps, in_thread
from shared.runtime.migrate import migrate
from shared.settings import Settings
from shared.stream import kafka, topics

_WATCH = 0.5
_READY_WITHIN = 60.0
_SERVICE_GRACE = 30.0
"""A service lets what is in flight end, and its HTTP port after it; see shared.runtime.serve."""

Environment = Mapping[str, str]
Group = tuple[str, ...]
"""The services of one process."""


class Stack:
    """PostgreSQL, a broker and the services, as child processes whose data and logs lie in `folder`."""

    def __init__(self, folder: StateFolder, broker: str, ports: Ports, steps: Steps) -> None:
        self.postgres = Postgres(folder.postgres)
        self.broker: Broker = BROKERS[broker](folder.broker(broker), port=ports.broker)
        self.services: dict[Group, Process] = {}
        self.ports = ports
        self._kind = broker
        self._folder = folder
        self._steps = steps
        self._broker_starting: asyncio.Task | None = None

    def dsn(self) -> str:
        """The address of the databases, with the place that the settings fill with a service's name."""
        return self.postgres.dsn("tilts_{service}")

    async def start_servers(self) -> None:
        """PostgreSQL and the broker, side by side. Raises ServerError."""
        self._broker_starting = asyncio.create_task(in_thread(self.broker.start))
        async with self._steps.step("PostgreSQL"):
            await in_thread(self.postgres.start)
        async with self._steps.step(f"broker ({self._kind})"):
            await self._broker_starting

    async def prepare(self, settings: Settings) -> None:
        """Databases, migrations, topics: what a deployment does before its services start."""
        wanted = {f"tilts_{name}" for name in DEFINITIONS}
        async with self._steps.step("databases") as details:
            missing = sorted(wanted - await in_thread(self.postgres.databases))
            for name in missing:
                await in_thread(partial(self.postgres.create_database, name))
            details.append(f"{len(missing)} created")
        async with self._steps.step("migrations") as details:
            ran = [await migrate(definition, settings) for definition in DEFINITIONS.values()]
            details.append(f"{sum(map(len, ran))} run")
        async with self._steps.step("topics") as details:
            details.append(f"{len(await self._topics(settings))} created")

    async def serve(self, settings: Settings, environment: Environment, groups: Sequence[Group]) -> None:
        """Start one process for each of `groups` of services, and wait until all of them keep up."""
        async with self._steps.step("services") as details:
            for group in groups:
                name = "services" if len(group) > 1 else group[0]
                (self._folder.path / f"{name}.log").unlink(missing_ok=True)
                self.services[group] = Process(name, self._folder.path)
                self._start_services(group, environment)
            names = [name for group in groups for name in group]
            try:
                async with asyncio.timeout(_READY_WITHIN):
                    await asyncio.gather(*(self._until_ready(settings, group) for group in groups))
            except TimeoutError:
                states = [f"{name}: {await health(settings, name)}" for name in names]
                raise ServerError(f"not ready after {_READY_WITHIN:.0f} s. {'; '.join(states)}") from None
            details.append(", ".join(names))

    async def watch(self, settings: Settings, environment: Environment) -> None:
        """For ever: start again what has died, and say so."""
        while True:
            await asyncio.sleep(_WATCH)
            try:
                if not self.postgres.alive:
                    await self._again("PostgreSQL", in_thread(self.postgres.start))
                if not self.broker.alive:
                    await self._again("the broker", self._broker_again(settings))
                for group, process in self.services.items():
                    if not process.alive:
                        self._start_services(group, environment)
                        self._steps.say(f"{process.name} ended and was started again; see {process.log}")
                        # One that cannot start at all is not started a hundred times a minute.
                        await asyncio.sleep(2)
            except Exception as error:  # whatever befell it: nobody else would start things again
                self._steps.say(f"{error or type(error).__name__}; trying again")
                await asyncio.sleep(2)

    async def stop(self) -> None:
        """Services first, so that what they have in flight still finds its servers."""
        if self._broker_starting:
            with suppress(Exception):
                await self._broker_starting
        await self.stop_services()
        await asyncio.gather(in_thread(self.broker.stop), in_thread(self.postgres.stop))

    async def stop_services(self) -> None:
        """Let them end what is in flight."""
        await asyncio.gather(*(in_thread(partial(p.stop, _SERVICE_GRACE)) for p in self.services.values()))

    def _start_services(self, group: Group, environment: Environment) -> None:
        command = [sys.executable, "-m", "deploy.cli.main", "serve", *group]
        self.services[group].start(command, env=of_process(environment, group))

    async def _until_ready(self, settings: Settings, group: Group) -> None:
        waiting = asyncio.gather(*(until_ready(settings, name) for name in group))
        try:
            while not waiting.done():
                if not self.services[group].alive:
                    tail = self.services[group].log_tail()
                    raise ServerError(f"{', '.join(group)} ended while starting\n{tail}")
                await asyncio.wait([waiting], timeout=0.1)
        finally:
            waiting.cancel()

    async def _again(self, name: str, starting) -> None:
        self._steps.say(f"{name} ended; starting it again")
        await starting
        self._steps.say(f"{name} runs again")

    async def _broker_again(self, settings: Settings) -> None:
        # The embedded broker spoils a topic for good to which somebody writes while it is being made.
        held = [] if self.broker.durable else [process.pid for process in self.services.values() if process.alive]
        _signal(held, signal.SIGSTOP)
        try:
            await in_thread(self.broker.restart)
            await self._topics(settings)
        finally:
            _signal(held, signal.SIGCONT)

    async def _topics(self, settings: Settings) -> list[str]:
        wanted = topics.deployed(settings.municipality.slug, list(settings.partners), settings.log.partitions)
        return await topics.create(kafka.connection(settings.broker), wanted)


def _signal(pids: Sequence[int], number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
