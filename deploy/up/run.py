"""`tilts up` from beginning to end: start, play the day, say where everything is, watch over it, stop."""

import asyncio
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console

from deploy.cli.exits import Exit
from deploy.day.figures import Figures
from deploy.day.play import Day
from deploy.day.size import Size
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
_STARTING = 4.0
"""Seconds that the services usually take to start."""

Values = Mapping[str, str]


@dataclass(frozen=True)
class Up:
    """One run. `agencies` answer what they are told; `size` is that of the day to play, none when none is."""

    wish: Wish
    folder: StateFolder
    agencies: bool
    size: Size | None
    steps: Steps
    out: Console

    async def run(self) -> Exit:
        """Keep running until SIGINT, SIGTERM or SIGHUP. Raises ServerError, PortTaken, SettingsError."""
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, stop.set)
        stack = self._stack()
        settings, values = self._configure(stack)
        working = asyncio.create_task(self._work(stack, settings, values))
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
        self.folder.end_leftovers()
        ports = Ports.choose(self.wish.port, self.folder)
        return Stack(self.folder, self.wish.broker, ports, self.steps)

    async def _work(self, stack: Stack, settings: Settings, values: Values) -> Exit:
        await stack.start_servers()
        await stack.prepare(settings)
        settings, values = await self._serve(stack, settings, values)
        watching = asyncio.create_task(stack.watch(settings, values))
        try:
            return await self._day(settings)
        finally:
            watching.cancel()

    async def _serve(self, stack: Stack, settings: Settings, values: Values) -> tuple[Settings, Values]:
        """Start the services, and for a day with the clock of that day; what they were started with."""
        names = tuple(DEFINITIONS)
        groups = [(name,) for name in names] if self.wish.processes else [names]
        if self.size is None:
            await stack.serve(settings, values, groups)
            return settings, values
        starting = _STARTING
        while True:
            begun = time.monotonic()
            values = with_clock(values, self.size.pace, self.size.lasts(starting))
            settings = self._keep(values)
            await stack.serve(settings, values, groups)
            left = settings.calendar.pace_until - datetime.now(UTC)
            if not self.size.is_too_short(left) or starting > _STARTING:
                return settings, values
            starting = 1.5 * (time.monotonic() - begun)
            self.steps.say("The services took so long that little of the day is left; they start again with a new one.")
            await stack.stop_services()

    def _configure(self, stack: Stack) -> tuple[Settings, Values]:
        """Secrets, and the environment with which every process and every other command finds this deployment."""
        file = Settings.load(self.wish.municipality, own())
        self.folder.make_secrets(file)
        webhook = Day.webhook if self.agencies else None
        values = environment(self.wish, self.folder, stack.ports, stack.dsn(), list(DEFINITIONS), webhook)
        return self._keep(values), values

    def _keep(self, values: Values) -> Settings:
        self.folder.write_environment(values)
        return Settings.load(self.wish.municipality, values)

    async def _day(self, settings: Settings) -> Exit:
        """Play it if there is one to play; then stay, with the agencies of the day answering, until cancelled."""
        async with AsyncExitStack() as stack:
            if self.agencies:
                day = await stack.enter_async_context(Day(settings, self.steps.say))
                if self.size is None:
                    self.steps.say("The day was played here already; --fresh begins anew.")
                elif not self._is_right(await day.play(self.size)):
                    return Exit.FINDINGS
            self.out.print(addresses(settings, self.folder))
            await asyncio.Event().wait()
        return Exit.OK

    def _is_right(self, figures: Figures) -> bool:
        """Show the table and keep the figures; whether they agree with each other."""
        self.folder.played.write_text(figures.as_json())
        self.out.print(figures.as_table())
        wrong = figures.contradictions()
        if wrong:
            self.steps.say("The figures of the day contradict each other: " + "; ".join(wrong))
        return not wrong
