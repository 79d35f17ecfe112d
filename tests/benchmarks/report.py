"""The figures of a run: a table on stdout, the same in Markdown for the README."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

MISSED = "missed"
_WIDE = 180


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `aim` is what was asked of it, and `met` whether that was reached."""

    what: str
    figure: str
    aim: str = ""
    met: bool = True

    @property
    def asked(self) -> str:
        return self.aim if self.met else f"{self.aim} ({MISSED})".strip()


def show(lines: list[Line]) -> None:
    """The table on stdout; not cut at 80 columns where nobody sees it."""
    table = Table("what", "measured", "asked for")
    for line in lines:
        table.add_row(line.what, line.figure, line.asked, style=None if line.met else "red")
    console = Console()
    if not console.is_terminal:
        console = Console(width=_WIDE)
    console.print(table)


def markdown(lines: list[Line]) -> str:
    rows = [f"| {line.what} | {line.figure} | {line.asked} |" for line in lines]
    return "\n".join(["| what | measured | asked for |", "|--|--|--|", *rows])
