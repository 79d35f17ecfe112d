"""Time in a story that spans months: it stands still while people speak, and passes when the story says so."""

from dataclasses import dataclass
from datetime import datetime

from shared.runtime.process import Process
from shared.stream.timers import Timers


@dataclass
class Days:
    """The clock of a service whose days pass by themselves only here."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    async def go_to(self, instant: datetime, process: Process) -> None:
        """Let time pass until an instant: whatever falls due meanwhile does so at its own time, in order."""
        desk = process.desk
        timers = Timers(desk.work, process.pool, desk.partitions, desk.metrics, self.now)
        while (due := await process.pool.fetchval("select min(due) from timer")) and due <= instant:
            self.at = max(self.at, due)
            await timers.fire()
        self.at = instant
