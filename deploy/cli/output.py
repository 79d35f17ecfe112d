"""Two streams: what was asked for on stdout, what goes on meanwhile on stderr. NO_COLOR is heeded by rich."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

# Not wrapped at 80 columns where nobody sees it: a pipe wants whole lines.
_WIDE = 400


def console(*, stderr: bool = False) -> Console:
    """A console for this moment's stdout or stderr."""
    made = Console(stderr=stderr, highlight=False, soft_wrap=True)
    return made if made.is_terminal else Console(stderr=stderr, highlight=False, soft_wrap=True, width=_WIDE)


def say(line: str) -> None:
    """Tell on stderr what is going on."""
    console(stderr=True).print(line, markup=False)


def show_json(value: Any) -> None:
    """One JSON document on stdout; instants and ids as text."""
    print(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str | None = None) -> Table:
    """A plain table; numbers stand right."""
    rows = [list(row) for row in rows]
    made = Table(title=title, title_justify="left", box=None, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        numbers = all(isinstance(row[index], int | float) for row in rows) and rows
        made.add_column(column, justify="right" if numbers else "left", no_wrap=True)
    for row in rows:
        # As text: a value in brackets is no markup.
        made.add_row(*(Text("" if cell is None else str(cell)) for cell in row))
    return made
