"""How far an import is, on stderr: a bar in a terminal, a line every few seconds where nobody looks at one."""

from time import monotonic

from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from deploy.cli.output import console, say
from shared.bulk.jobs import Job

_EVERY = 5.0
"""Seconds between two lines."""


class Progress:
    """Rows, rate, rejected and the time that is left, by the bytes of the file. Used as a context."""

    def __init__(self) -> None:
        where = console(stderr=True)
        columns = (
            BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[said]}", markup=False), TimeRemainingColumn()
        )  # fmt: skip
        self._bar = Bar(*columns, console=where) if where.is_terminal else None
        self._began = self._told = monotonic()
        self._first: Job | None = None

    def __enter__(self) -> "Progress":
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task("", total=None, said="reading the file")
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def begin(self, job: Job) -> None:
        """The first row is taken now; the job may stand in the middle of the file."""
        self._began = self._told = monotonic()
        self._first = job
        if job.counts.rows:
            say(f"goes on with line {job.place.line}: {job.counts.rows} rows were read before")

    def show(self, job: Job) -> None:
        now = monotonic()
        rate = (job.counts.rows - self._first.counts.rows) / max(now - self._began, 0.001)
        said = f"{job.counts.rows} rows, {rate:.0f}/s, {job.counts.rejected} rejected"
        if self._bar:
            self._bar.update(self._task, total=job.size, completed=job.place.byte, said=said)
        elif now - self._told > _EVERY:
            self._told = now
            done = (job.place.byte - self._first.place.byte) / (now - self._began)
            left = (job.size - job.place.byte) / done
            say(f"{said}, {job.place.byte / job.size:.0%}, {left:.0f} s left")
