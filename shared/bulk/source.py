"""A file that is to be imported, opened as far as its first row: what it is, and what each of its columns means."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from shared.bulk.kind import Kind
from shared.tabular.columns import Header, header
from shared.tabular.encoding import Encoding, Inspected, NotReadable, inspect
from shared.tabular.rows import Place, Rows


@dataclass(frozen=True)
class Source:
    """`first` is the place of the first row after the names of the columns. Whoever opens it closes `file`."""

    path: Path
    file: BinaryIO
    inspected: Inspected
    delimiter: str
    names: tuple[str, ...]
    header: Header
    first: Place

    def rows(self, start: Place) -> Rows:
        """The rows from a place on."""
        return Rows(self.file, self.inspected.encoding, self.delimiter, start, self.header.width)


def open_source(path: Path, kind: Kind, encoding: Encoding) -> Source:
    """Raises NotReadable for a file whose rows cannot be told from each other, OSError when there is none."""
    inspected = inspect(path, encoding)
    file = path.open("rb")
    try:
        return _opened(path, file, inspected, kind)
    except NotReadable:
        file.close()
        raise


def _opened(path: Path, file: BinaryIO, inspected: Inspected, kind: Kind) -> Source:
    start = Place(inspected.begins)
    file.seek(start.byte)
    line = file.readline().decode(inspected.encoding)
    delimiter = ";" if line.count(";") > line.count(",") else ","
    rows = Rows(file, inspected.encoding, delimiter, start)
    names = next(rows, None)
    if names is None or names.cells is None:
        raise NotReadable("the first line must name the columns")
    known = header(names.cells, kind.columns, kind.aliases)
    return Source(path, file, inspected, delimiter, tuple(names.cells), known, rows.now)
