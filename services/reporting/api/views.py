"""What the API shows: figures with their definitions, so that no number travels without its meaning."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.figures import FIGURES, Figure, Page
from services.reporting.reports.freshness import Freshness
from services.reporting.reports.report import Report
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode
from shared.described import Described


class View(Described):
    """The base of all of them."""


class Text(View):
    """The same in two languages."""

    lv: str
    en: str


class Definition(View):
    """What a figure means, and how it is worked out."""

    name: str = Field(examples=["referrals.clock"])
    page: Page
    """The page that it stands on."""
    title: Text
    formula: Text
    dimensions: list[str] = Field(examples=[["class"]])
    """What its rows are counted by."""
    measures: dict[str, str] = Field(examples=[{"kept": "referrals"}])
    """What is counted, each with its unit."""
    facts: list[str]
    """The types of the facts it is worked out from."""
    sources: list[str] = Field(examples=[["intake"]])
    """The services that tell of them."""
    until: datetime | None
    """Everything is counted that they told of until then; null before they were heard."""
    behind: bool
    """Nothing was heard of one of them for longer than is usual: the numbers may lack what happened after `until`."""


class FigureView(Definition):
    """A figure, one row for each combination of codes that occurs."""

    incomplete: bool
    """It rests on tables that do not tell of everything yet: until reporting is rebuilt, the numbers may be too low."""
    hidden: int
    """How many numbers are not told because they are small, or would give a small one away. They are null."""
    rows: list[dict[str, str | int | None]] = Field(examples=[[{"class": "urgent", "kept": 7}]])


class Source(View):
    """What was heard of a service."""

    facts: int
    """How many of its facts are applied."""
    until: datetime | None
    """What happened there until then is applied; null before it was heard."""
    behind: bool
    """Nothing was heard of it for longer than is usual."""


class Period(View):
    """Whole days of Riga, both included."""

    first: date = Field(serialization_alias="from")
    last: date = Field(serialization_alias="to")


class Figures(View):
    """All figures of one period, read in one snapshot."""

    period: Period
    unit: UUID | None
    group: TargetGroup | None
    territory: str | None
    mode: ServiceMode | None
    as_of: datetime
    """When they were counted: what is still running was running then."""
    cut: str | None
    """The cut that was asked for: they rest on what was applied then."""
    applied: dict[str, int]
    """How many facts of each source they rest on. The same numbers give the same figures."""
    freshness: dict[str, Source]
    """What was heard of each service until then."""
    rounded_to: int | None
    """To multiples of which counts are rounded, so that differences of reports tell nothing of single people."""
    figures: list[FigureView]


def definitions(fresh: Freshness) -> list[Definition]:
    return [Definition(**_defined(figure, fresh.of([name]))) for name, figure in FIGURES.items()]


def figures(report: Report) -> Figures:
    scope = report.scope
    return Figures(
        period=Period(first=scope.first, last=scope.last), unit=scope.unit, group=scope.group,
        territory=scope.territory, mode=scope.mode, as_of=scope.now, applied=dict(report.applied),
        cut=scope.as_of, rounded_to=report.limits.round_to if report.limits else None,
        freshness={
            source: Source(facts=count, until=report.fresh.until[source], behind=source in report.fresh.behind)
            for source, count in report.applied.items()
        },
        figures=[
            FigureView(**_defined(FIGURES[name], report.of(name)), incomplete=name in report.incomplete, **_rows(rows))
            for name, rows in report.rows.items()
        ],
    )  # fmt: skip


def _defined(figure: Figure, fresh: Freshness) -> dict:
    return {
        "name": figure.name, "page": figure.page, "title": Text(**figure.title), "formula": Text(**figure.formula),
        "dimensions": list(figure.dimensions), "measures": dict(figure.measures), "facts": list(figure.facts),
        "sources": list(fresh.facts), "until": fresh.oldest, "behind": bool(fresh.behind),
    }  # fmt: skip


def _rows(rows: Sequence[Mapping]) -> dict:
    told = [{name: None if value is HIDDEN else value for name, value in row.items()} for row in rows]
    return {"rows": told, "hidden": sum(value is HIDDEN for row in rows for value in row.values())}
