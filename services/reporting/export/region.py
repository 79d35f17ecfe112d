"""A region: the open data of several municipalities as one table. Nothing of anybody is in them, nothing is asked for.

Counts are added up. What one of them hides leaves the sum open, so the sum is marked as the least there can be; what
was measured (a median, a share) cannot be added, and is left to each municipality.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO, TextIOWrapper
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from services.reporting.disclosure.controlled import is_count
from services.reporting.export.open_data import FIGURES_FILE
from services.reporting.export.table import HEADER

_KEY = ("figure", "group", "subgroup", "measure")


class NotOpenData(ValueError):
    """A file that is not what `/v1/open-data.zip` gives."""


@dataclass(slots=True)
class Sum:
    """Of one number: the words that go with it, and from how many municipalities it comes."""

    line: Mapping[str, str]
    until: str
    """Everywhere everything is counted until then; empty where one of them does not know."""
    value: int = 0
    of: int = 0
    at_least: bool = False


@dataclass(slots=True)
class Region:
    """What has been added up so far."""

    sums: dict[tuple[str, ...], Sum] = field(default_factory=dict)
    municipalities: int = 0

    def add(self, path: Path) -> None:
        """One municipality more. Raises NotOpenData."""
        for line in _lines(path):
            if not is_count(line["unit"]):
                continue
            found = self.sums.setdefault(tuple(line[name] for name in _KEY), Sum(line, line["until"]))
            found.of += 1
            # Hidden, or of tables that do not tell of everything yet: there is this much, and perhaps more.
            found.at_least |= bool(line["mark"])
            found.value += int(line["value"] or 0)
            found.until = min(found.until, line["until"])
        self.municipalities += 1

    def table(self) -> str:
        """As CSV. `mark` is `at_least` where a municipality hides its part, or cannot tell all of it yet."""
        text = StringIO()
        text.write("\ufeff")
        out = csv.DictWriter(text, [*HEADER, "municipalities"])
        out.writeheader()
        for key in sorted(self.sums):
            found = self.sums[key]
            mark = "at_least" if found.at_least else ""
            counted = {"value": found.value, "mark": mark, "until": found.until, "municipalities": found.of}
            out.writerow(found.line | counted)
        return text.getvalue()


def _lines(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        with ZipFile(path) as archive, archive.open(FIGURES_FILE) as file:
            lines = csv.DictReader(TextIOWrapper(file, "utf-8-sig", newline=""))
            if tuple(lines.fieldnames or ()) != HEADER:
                raise NotOpenData(
                    f"{path}: {FIGURES_FILE} has other columns; take it from /v1/open-data.zip of the same version"
                )
            yield from lines
    except (BadZipFile, KeyError, UnicodeDecodeError, OSError) as error:
        raise NotOpenData(f"{path}: is not an archive from /v1/open-data.zip ({error})") from error


def merged(paths: Iterable[Path]) -> Region:
    """Raises NotOpenData."""
    region = Region()
    for path in paths:
        region.add(path)
    return region
