"""`tilts up` from beginning to end: start, play the day, say where everything is, watch over it, stop."""

import asyncio
import shutil
import signal
from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import Console

from deploy.cli.exits import Exit
from deploy.day.play import Day, Size
from deploy.local.process import ServerError
from deploy.services import DEFINITIONS
from deploy.up.addresses import addresses
from deploy.up.folder import StateFolder
from deploy.up.plan import Ports, Wish, environment, own, with_clock
from deploy.up.stack import Stack
from deploy.up.steps import Steps
from shared.settings import Settings

_ROOM = 400
"""Megabytes that an empty deployment takes, with some room to run."""


@dataclass(frozen=True)
class Up:
    """One run. `size` is that of the day to play; none when none is wanted, or when one was played here already."""

    wish: Wish
    folder: StateFolder
    size: Size | None
    steps: Steps
    out: Console

    async def run(self) -> Exit:
        """Keep running until SIGINT, SIGTERM or SIGHUP. Raises ServerError, PortTaken, SettingsError."""
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        stack = self._stack()
        working = asyncio.create_task(self._work(stack))
        stopping = asyncio.create_task(stop.wait())
        try:
            await asyncio.wait([working, stopping], return_when=asyncio.FIRST_COMPLETED)
            return working.result() if working.done() else Exit.OK
        finally:
            for task in (working, stopping):
                task.cancel()
            await asyncio.gather(working, stopping, return_exceptions=True)
            async with self.steps.step("stopping"):
                await stack.stop()

    def _stack(self) -> Stack:
        free = shutil.disk_usage(self.folder.path).free // 1_000_000
        if free < _ROOM:
            raise ServerError(
                f"the disk of {self.folder.path} is full: {free} MB are free, {_ROOM} MB are needed; make room, or "
                "put the state elsewhere with --folder"
            )
        ports = Ports.choose(self.wish.port, self.folder)
        return Stack(self.folder, self.wish.broker, ports, self.steps)

    async def _work(self, stack: Stack) -> Exit:
        await stack.start_servers()
        settings, values = self._configure(stack)
        await stack.prepare(settings)
        if self.size:
            values = with_clock(values, self.size.pace, self.size.lasts)
            settings = self._keep(values)
        names = tuple(DEFINITIONS)
        await stack.serve(settings, values, [(name,) for name in names] if self.wish.processes else [names])
        watching = asyncio.create_task(stack.watch(settings, values))
        try:
            return await self._day(settings)
        finally:
            watching.cancel()

    def _configure(self, stack: Stack) -> tuple[Settings, Mapping[str, str]]:
        """Secrets, and the environment with which every process and every other command finds this deployment."""
        file = Settings.load(self.wish.municipality, own())
        self.folder.make_secrets(file)
        webhook = Day.webhook if self.size else None
        values = environment(self.wish, self.folder, stack.ports, stack.dsn(), list(DEFINITIONS), webhook)
        return self._keep(values), values

    def _keep(self, values: Mapping[str, str]) -> Settings:
        self.folder.write_environment(values)
        return Settings.load(self.wish.municipality, values)

    async def _day(self, settings: Settings) -> Exit:
        """Play it if there is one; then stay, with the agencies of the day answering, until cancelled."""
        if self.size is None:
            self.out.print(addresses(settings, self.folder))
            await asyncio.Event().wait()
        async with Day(settings, self.size, self.steps) as day:
            figures = await day.play()
            self.folder.played.write_text(figures.as_json())
            self.out.print(figures.as_table())
            if wrong := figures.contradictions():
                self.steps.say("The figures of the day contradict each other: " + "; ".join(wrong))
                return Exit.FINDINGS
            self.out.print(addresses(settings, self.folder))
            await asyncio.Event().wait()
        return Exit.OK
