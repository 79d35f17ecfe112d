"""What of reporting may be asked: by whom, and for which period and unit."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from services.reporting.report import Report
from services.reporting.scope import LONGEST, Scope
from services.reporting.words import Language
from shared.calendar import RIGA
from shared.http import Problem
from shared.security import Role

READERS = (Role.HEAD, Role.SUPERVISOR, Role.PUBLIC_RELATIONS, Role.AUDITOR)


def _none_if_empty(value: Any) -> Any:
    """A form sends a field that nobody filled in as an empty text."""
    return value or None


_Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 12, 31))]


def _optional(type: Any, format: str) -> Any:
    described = {"anyOf": [{"type": "string", "format": format}, {"type": "string", "const": ""}, {"type": "null"}]}
    return Annotated[type | None, BeforeValidator(_none_if_empty), WithJsonSchema(described)]


class Asked(BaseModel):
    """A period in whole days of Riga, this month unless given; and perhaps one unit."""

    model_config = ConfigDict(extra="forbid")

    first: _optional(_Day, "date") = Field(
        None, alias="from", description="The first day, included", examples=["2026-11-01"]
    )
    last: _optional(_Day, "date") = Field(
        None, alias="to", description="The last day, included", examples=["2026-11-30"]
    )
    unit: _optional(UUID, "uuid") = Field(None, description="Only the cases of this unit, and what belongs to them")
    lang: Language = Field(Language.LV, description="The language of labels")

    def scope(self, now: datetime) -> Scope:
        """Raises Problem 422 for a period that cannot be."""
        today = now.astimezone(RIGA).date()
        last = self.last or max(today, self.first or today)
        first = self.first or last.replace(day=1)
        if first > last:
            raise _impossible("from", "lies after `to`")
        if first > today:
            raise _impossible("from", "lies in the future")
        if (last - first).days >= LONGEST:
            raise _impossible("from", f"lies more than {LONGEST} days before `to`; ask for a shorter period")
        return Scope(first, last, now, self.unit)


def check_unit(report: Report) -> None:
    """Raises Problem 422 when the report is for a unit that nobody has heard of."""
    unit = report.scope.unit
    if unit and str(unit) not in report.units:
        raise _impossible("unit", "is not the id of a unit")


def _impossible(field: str, detail: str) -> Problem:
    error = {"location": "query", "pointer": f"/{field}", "detail": detail}
    return Problem("invalid-request", "1 value is not as described.", errors=[error])
