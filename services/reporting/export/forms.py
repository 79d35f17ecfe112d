"""Statistics forms: fields that are sums of figures, as `forms.toml` lays them out, and the sums that must agree."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.reporting.disclosure.hidden import HIDDEN, Hidden
from services.reporting.figures import FIGURES, Figure
from services.reporting.reports.report import Report

Value = int | Hidden


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Column(_Part):
    """What is counted in a column."""

    code: str
    lv: str
    en: str
    figure: str
    measure: str


class Line(_Part):
    """Of which codes a line takes the numbers; of all of them, where a dimension is not named."""

    code: str
    lv: str
    en: str
    where: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)


class Check(_Part):
    """A line that must be the sum of others, in every column."""

    whole: str
    parts: tuple[str, ...]


class Form(_Part):
    """A form. `invented` marks what only shows how one is written."""

    code: str
    title: Mapping[str, str]
    valid_from: date
    source: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    checks: tuple[Check, ...] = ()
    invented: bool = False

    @model_validator(mode="after")
    def _everything_is_counted(self) -> "Form":
        for column in self.columns:
            if column.figure not in FIGURES or column.measure not in FIGURES[column.figure].measures:
                raise ValueError(
                    f"{self.code}: column {column.code} takes {column.figure} {column.measure}, which is no figure"
                )
            for line in self.lines:
                if missing := line.where.keys() - set(FIGURES[column.figure].dimensions):
                    raise ValueError(
                        f"{self.code}: line {line.code} asks for {sorted(missing)}, which {column.figure} has not"
                    )
        return self

    @property
    def figures(self) -> list[Figure]:
        """Those it needs."""
        return [FIGURES[name] for name in dict.fromkeys(column.figure for column in self.columns)]

    def filled(self, report: Report) -> dict[str, list[Value]]:
        """Line → its values, in the order of the columns. A sum of which a part is hidden is hidden."""
        return {line.code: [_value(line, column, report) for column in self.columns] for line in self.lines}

    def disagreements(self, filled: Mapping[str, Sequence[Value]]) -> Iterator[str]:
        """The checks that do not hold, in words; where something is hidden nothing is checked."""
        for check in self.checks:
            for n, column in enumerate(self.columns):
                whole, parts = filled[check.whole][n], [filled[part][n] for part in check.parts]
                if HIDDEN not in (whole, *parts) and whole != sum(parts):
                    added = " + ".join(map(str, parts))
                    yield f"line {check.whole}, column {column.code}: {whole} is not {added}"


def _value(line: Line, column: Column, report: Report) -> Value:
    values = [
        row[column.measure]
        for row in report.rows[column.figure]
        if all(row[by] in codes for by, codes in line.where.items())
    ]
    return HIDDEN if HIDDEN in values else sum(values)


def _read() -> Mapping[str, Form]:
    written = tomllib.loads(Path(__file__).with_name("forms.toml").read_text(encoding="utf-8"))["form"]
    return {form.code: form for form in (Form(**one) for one in written)}


FORMS: Mapping[str, Form] = _read()
"""By code."""
