"""Every figure with its definition, served with the numbers and shown beside them. One file for each page."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from services.reporting.figures.control import Control

_HERE = Path(__file__).parent


class Page(StrEnum):
    """The pages, in their order."""

    OVERVIEW = "overview"
    REFERRALS = "referrals"
    CASES = "cases"
    CAPACITY = "capacity"
    AGENCIES = "agencies"
    WORKLOAD = "workload"
    SURVEYS = "surveys"
    COVERAGE = "coverage"


class ChartKind(StrEnum):
    """How a figure is drawn."""

    COLUMNS = "columns"
    """Over time, the codes of the second dimension stacked upon each other."""
    STACKED_BARS = "stacked_bars"
    """A bar for each code of the first dimension, those of the second one after the other."""
    GROUPED_BARS = "grouped_bars"
    """For each row one bar for each of `measures`."""
    PARTS = "parts"
    """For each row one bar, in which `measures` follow each other: they are parts of a whole."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a figure is drawn, and `told`: what the picture shows, in words."""

    kind: ChartKind
    told: Mapping[str, str]
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """`dimensions` name what its rows are counted by, `measures` map what is counted to its unit."""

    name: str
    page: Page
    title: Mapping[str, str]
    formula: Mapping[str, str]
    measures: Mapping[str, str]
    facts: tuple[str, ...]
    """The types of the facts it is worked out from."""
    dimensions: tuple[str, ...] = ()
    chart: Drawn | None = None
    control: Control = field(default_factory=Control)
    merges: bool = False
    """Whether its numbers may be added up where territories were merged."""

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.dimensions, *self.measures)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: figures that answer one question, those of other pages too, and the sums that do at once."""

    name: str
    title: Mapping[str, str]
    figures: tuple[str, ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    """What the file of a page says."""

    figures: Sequence[Figure]
    sections: Sequence[Section]


def _figure(page: Page, written: Mapping[str, Any]) -> Figure:
    facts = tuple(f"lv.tilts.{fact}.v1" for fact in written["facts"])
    changed = {"facts": facts, "dimensions": tuple(written.get("dimensions", ()))}
    if drawn := written.get("chart"):
        told = {"lv": drawn["lv"], "en": drawn["en"]}
        changed["chart"] = Drawn(ChartKind(drawn["kind"]), told, tuple(drawn.get("measures", ())))
    if control := written.get("control"):
        changed["control"] = Control(**control)
    return Figure(**{**written, **changed, "page": page})


def _read(page: Page) -> _File:
    written = tomllib.loads((_HERE / f"{page}.toml").read_text(encoding="utf-8"))
    sections = [
        Section(one["name"], one["title"], tuple(one["figures"]), tuple(one.get("sums", ())))
        for one in written["section"]
    ]
    return _File([_figure(page, one) for one in written["figure"]], sections)


_FILES = {page: _read(page) for page in Page}

FIGURES: Mapping[str, Figure] = {figure.name: figure for file in _FILES.values() for figure in file.figures}
"""By name, in the order in which they are shown."""


def sections_of(page: Page) -> Sequence[Section]:
    return _FILES[page].sections


def shown_on(page: Page) -> Iterator[Figure]:
    """The figures of a page: its own that stand in no section, then those of its sections."""
    within = [name for section in sections_of(page) for name in section.figures]
    yield from (figure for figure in _FILES[page].figures if figure.name not in within)
    yield from (FIGURES[name] for name in within)
