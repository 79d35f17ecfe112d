"""The figures of a run, printed as they come and kept as a table for the README."""

from dataclasses import dataclass

from rich.console import Console
from rich.table import Table


@dataclass(frozen=True, slots=True)
class Line:
    """One figure; `aim` is what was asked of it."""

    what: str
    figure: str
    aim: str = ""


def show(lines: list[Line]) -> None:
    table = Table("what", "measured", "asked for")
    for line in lines:
        table.add_row(line.what, line.figure, line.aim)
    Console().print(table)


def markdown(lines: list[Line]) -> str:
    rows = [f"| {line.what} | {line.figure} | {line.aim} |" for line in lines]
    return "\n".join(["| what | measured | asked for |", "|--|--|--|", *rows])
