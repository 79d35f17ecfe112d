"""The rows of a file one by one, each with the line where it begins and the place where the next one does.

A cell in quotes may go over several lines. Where the quotes are broken, the line is a row by itself that cannot be
read, and reading goes on at the next line: a quote that nobody closed swallows no other row.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from shared.tabular.encoding import LONGEST_LINE, Encoding

_LONGEST_ROW = 262_144
"""Bytes that a row may take beyond its first line; what is longer has a quote that nobody closed."""
csv.field_size_limit(LONGEST_LINE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading goes on: the byte of the file, and the number of the line that begins there."""

    byte: int
    line: int = 1


@dataclass(slots=True)
class Row:
    """A row that begins in `line`. `cells` is None where the quotes are broken; `raw` is then the line as it stands."""

    line: int
    cells: list[str] | None
    raw: str
    after: Place


class _TooLong(ValueError):
    """A row goes on and on."""


class Rows:
    """Reads rows from a place on; those without any text are passed over.

    With a `width`, a row of several lines that has another number of cells is taken apart again: its quotes are not
    what they seem. `now` is the place after the last row that was read.
    """

    def __init__(
        self, file: BinaryIO, encoding: Encoding, delimiter: str, start: Place, width: int | None = None
    ) -> None:
        self._file, self._encoding, self._delimiter, self._width = file, encoding, delimiter, width
        self._ahead: deque[bytes] = deque()
        self.now = start
        file.seek(start.byte)

    def __iter__(self) -> Iterator[Row]:
        return self

    def __next__(self) -> Row:
        while True:
            row = self._next()
            self.now = row.after
            if row.cells is None or any(cell and not cell.isspace() for cell in row.cells):
                return row

    def _next(self) -> Row:
        taken: list[bytes] = []
        try:
            cells = next(csv.reader(self._lines(taken), delimiter=self._delimiter, strict=True))
            apart = len(taken) > 1 and self._width is not None and len(cells) != self._width
        except (csv.Error, _TooLong):
            cells, apart = None, True
        if apart:
            cells = None
            self._ahead.extendleft(reversed(taken[1:]))
            del taken[1:]
        after = Place(self.now.byte + sum(map(len, taken)), self.now.line + len(taken))
        raw = taken[0].decode(self._encoding).rstrip("\r\n") if cells is None else ""
        return Row(self.now.line, cells, raw, after)

    def _lines(self, taken: list[bytes]) -> Iterator[str]:
        """The lines that the next row asks for, noted in `taken`."""
        beyond = 0
        while line := self._ahead.popleft() if self._ahead else self._file.readline():
            taken.append(line)
            beyond += len(line) if len(taken) > 1 else 0
            if beyond > _LONGEST_ROW:
                raise _TooLong
            yield line.decode(self._encoding)
