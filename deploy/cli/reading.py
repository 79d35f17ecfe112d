"""How far something that reads the logs has come, on stderr: a bar in a terminal, a line now and then elsewhere."""

from time import monotonic

from rich.progress import BarColumn, MofNCompleteColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from deploy.cli.output import console, say

_EVERY = 5.0
"""Seconds between two lines."""


class Progress:
    """How many of `what` were read, of how many. Used as a context."""

    def __init__(self, what: str) -> None:
        where = console(stderr=True)
        columns = (BarColumn(), TaskProgressColumn(), MofNCompleteColumn(), TextColumn(what), TimeRemainingColumn())
        self._bar = Bar(*columns, console=where) if where.is_terminal else None
        self._what = what
        self._told = monotonic()

    def __enter__(self) -> "Progress":
        if self._bar:
            self._bar.start()
            self._task = self._bar.add_task("", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar:
            self._bar.stop()

    def show(self, done: int, of: int) -> None:
        if self._bar:
            self._bar.update(self._task, total=of, completed=done)
        elif monotonic() - self._told > _EVERY:
            self._told = monotonic()
            say(f"{done} of {of} {self._what}")
