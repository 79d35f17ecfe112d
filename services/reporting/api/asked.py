"""What of reporting may be asked: by whom, for which period, and narrowed to which part of the municipality."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from services.reporting.figures import FIGURES, Figure, Page, shown_on
from services.reporting.labels.words import Language
from services.reporting.reports.report import Report
from services.reporting.reports.scope import LONGEST, Codes, Scope
from shared.calendar import RIGA
from shared.contracts.case_codes import TargetGroup
from shared.contracts.mode_codes import ServiceMode
from shared.http import Problem, allow
from shared.security import Actor, Role

EXACT = (Role.HEAD, Role.SUPERVISOR, Role.AUDITOR)
"""Who may see numbers however small they are."""
READERS = (*EXACT, Role.PUBLIC_RELATIONS)
Reader = Annotated[Actor, allow(*READERS)]


def _none_if_empty(value: Any) -> Any:
    """A form sends a field that nobody filled in as an empty text."""
    return value or None


Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


def optional(type: Any, **described: Any) -> Any:
    schema = {"anyOf": [{"type": "string", **described}, {"type": "string", "const": ""}, {"type": "null"}]}
    return Annotated[type | None, BeforeValidator(_none_if_empty), WithJsonSchema(schema)]


CUT = r"^\d{4}-\d{2}-\d{2}(\.\d{1,6})?$"
CutName = Annotated[str, Field(pattern=CUT)]
_Territory = Annotated[str, Field(pattern=r"^\d{7}$")]


class Asked(BaseModel):
    """A period in whole days of Riga, this month unless given; and perhaps filters."""

    model_config = ConfigDict(extra="forbid")

    first: optional(Day, format="date") = Field(
        None, alias="from", description="The first day, included", examples=["2026-11-01"]
    )
    last: optional(Day, format="date") = Field(
        None, alias="to", description="The last day, included", examples=["2026-11-30"]
    )
    unit: optional(UUID, format="uuid") = Field(
        None, description="Only the cases of this unit, and what belongs to them"
    )
    group: optional(TargetGroup, enum=list(TargetGroup)) = Field(None, description="Only this target group")
    territory: optional(_Territory, pattern=r"^\d{7}$") = Field(
        None,
        description="Only units and services that stand in this territory (ATVK), and what belongs to their cases",
    )
    mode: optional(ServiceMode, enum=list(ServiceMode)) = Field(
        None, description="Only what was received or opened in this mode of the service"
    )
    codes: optional(Codes, enum=list(Codes)) = Field(
        None, description="Territories by the codes of today, after all mergers, instead of those of their day"
    )
    as_of: optional(CutName, pattern=CUT) = Field(
        None, description="As of this cut: what reporting knew then, the same bytes for ever", examples=["2026-11-30"]
    )
    lang: Language = Field(Language.LV, description="The language of labels")

    def scope(self, now: datetime) -> Scope:
        """Raises Problem 422 for a period that cannot be."""
        today = now.astimezone(RIGA).date()
        last = self.last or max(today, self.first or today)
        first = self.first or last.replace(day=1)
        if first > last:
            raise impossible("from", "lies after `to`")
        if first > today:
            raise impossible("from", "lies in the future")
        if (last - first).days >= LONGEST:
            raise impossible("from", f"lies more than {LONGEST} days before `to`; ask for a shorter period")
        return Scope(first, last, now, self.unit, self.group, self.territory, self.mode, self.codes, self.as_of)


class FiguresAsked(Asked):
    """The same, of one page or of all."""

    page: Page | None = Field(None, description="Only the figures of this page; all of them unless given")

    def figures(self) -> Iterable[Figure]:
        return shown_on(self.page) if self.page else FIGURES.values()


def check(report: Report) -> None:
    """Raises Problem 422 when the report is for a unit or a territory that nobody has heard of."""
    scope = report.scope
    if scope.unit and str(scope.unit) not in report.units:
        raise impossible("unit", "is not the id of a unit")
    if scope.territory and scope.territory not in report.territories:
        raise impossible("territory", "is not the code of a territory that a unit or a service stands in")


def impossible(field: str, detail: str) -> Problem:
    """One value of the query is not as described."""
    error = {"location": "query", "pointer": f"/{field}", "detail": detail}
    return Problem("invalid-request", "1 value is not as described.", errors=[error])
