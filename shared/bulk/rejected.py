"""The file of rejected rows: the same columns, encoding and delimiter, with line, field and reason before them.

Written up to a byte that the database knows, in the transaction that counts the rows: what a kill leaves beyond it is
cut off, so no row is missing and none stands twice.
"""

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from shared.bulk.judging import Rejection
from shared.tabular.cells import escaped
from shared.tabular.columns import IGNORED
from shared.tabular.encoding import Encoding
from shared.tabular.rows import Row


class RejectedGone(RuntimeError):
    """The file of rejected rows is not as the import left it."""


@dataclass(frozen=True, slots=True)
class RejectedRows:
    """`names` is the first row of the file that is imported; `fed_back` when that has line, field and reason itself."""

    path: Path
    encoding: Encoding
    delimiter: str
    names: tuple[str, ...]
    fed_back: bool

    def write(self, rows: Iterable[tuple[Row, Rejection]], certain: int) -> int:
        """Put rows after the first `certain` bytes, on the disk; returns how long the file is then.

        Raises RejectedGone when the file is shorter than that.
        """
        lines = list(rows)
        if not lines and not certain:
            return 0
        with self.path.open("r+b" if certain else "wb") as file:
            if os.fstat(file.fileno()).st_size < certain:
                raise RejectedGone
            file.truncate(certain)
            file.seek(certain)
            file.write(self._text(lines, header=certain == 0))
            file.flush()
            os.fsync(file.fileno())
            return file.tell()

    def _text(self, rows: Iterable[tuple[Row, Rejection]], header: bool) -> bytes:
        text = StringIO(newline="")
        out = csv.writer(text, delimiter=self.delimiter, lineterminator="\r\n")
        if header:
            out.writerow([*IGNORED, *self._own(self.names)])
        for row, why in rows:
            # Without its quotes in order a line has no cells; it stands whole in one, to be mended by hand.
            cells = [row.raw] if row.cells is None else self._own(row.cells)
            out.writerow([row.line, why.fields, str(why), *map(self._safe, cells)])
        marked = "\ufeff" if header and self.encoding is Encoding.UTF_8 else ""
        return (marked + text.getvalue()).encode(self.encoding)

    def _own(self, cells: Iterable[str]) -> list[str]:
        return list(cells)[len(IGNORED) :] if self.fed_back else list(cells)

    def _safe(self, cell: str) -> str:
        """What was fed back is escaped already."""
        return cell if self.fed_back else escaped(cell)
