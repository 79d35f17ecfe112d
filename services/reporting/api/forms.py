"""Statistics forms, filled from the figures of a period."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from services.reporting.api.asked import READERS, Asked, Reader
from services.reporting.api.found import BEING_BUILT, found
from services.reporting.api.views import Period, Text, View
from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.export.forms import FORMS, Form
from services.reporting.reports.report import Report
from shared.http import allow
from shared.runtime.desk import Desk

FormCode = StrEnum("FormCode", {code.upper(): code for code in FORMS})


class FormView(View):
    """A form that can be filled."""

    code: str = Field(examples=["sample-yearly"])
    title: Text
    valid_from: date
    source: str
    """The regulation that asks for it."""
    invented: bool
    """It only shows how a form is written; nobody asks for it."""


class FieldView(View):
    """A field: a line and a column."""

    line: str = Field(examples=["1.1"])
    column: str = Field(examples=["A"])
    value: int | None
    """None where it is hidden because it is small, or would give a small one away."""


class FilledView(FormView):
    """A form with its numbers."""

    period: Period
    lines: dict[str, Text]
    columns: dict[str, Text]
    fields: list[FieldView]
    disagreements: list[str]
    """Lines that are not the sum of their parts, in words; nobody should send the form while there are any."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/forms", tags=["exports"])

    @routes.get("", response_model=list[FormView], dependencies=[allow(*READERS)], summary="All forms")
    async def forms() -> list[FormView]:
        return [FormView(**_described(form)) for form in FORMS.values()]

    @routes.get("/{code}", response_model=FilledView, summary="A form, filled", responses=BEING_BUILT)
    async def filled(code: FormCode, asked: Annotated[Asked, Query()], reader: Reader) -> FilledView:
        """For a period, and as of a cut where one is asked for."""
        form = FORMS[code]
        return _filled(form, await found(desk, asked, form.figures, reader))

    return routes


def _described(form: Form) -> dict:
    return {
        "code": form.code, "title": Text(**form.title), "valid_from": form.valid_from, "source": form.source,
        "invented": form.invented,
    }  # fmt: skip


def _filled(form: Form, report: Report) -> FilledView:
    values = form.filled(report)
    fields = [
        FieldView(line=line, column=column.code, value=None if value is HIDDEN else value)
        for line, row in values.items()
        for column, value in zip(form.columns, row, strict=True)
    ]
    return FilledView(
        **_described(form), period=Period(first=report.scope.first, last=report.scope.last), fields=fields,
        lines={line.code: Text(lv=line.lv, en=line.en) for line in form.lines},
        columns={column.code: Text(lv=column.lv, en=column.en) for column in form.columns},
        disagreements=list(form.disagreements(values)),
    )  # fmt: skip
