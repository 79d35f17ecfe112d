"""Writes a document after a template, as tagged PDF (PDF/UA-1) in Latvian; the same input gives the same bytes."""

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from pydantic import BaseModel, ConfigDict, Field

from shared.contracts.document_codes import DocumentKind
from shared.settings.section import Label

_HERE = Path(__file__).parent


class Template(BaseModel):
    """One version of a template, with the fields it asks for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    version: int
    kind: DocumentKind
    title: Label
    source: str
    fields: Mapping[str, Label] = Field(min_length=1)


@cache
def templates() -> tuple[Template, ...]:
    """Every version of every template."""
    return tuple(Template(**one) for one in tomllib.loads((_HERE / "templates.toml").read_text("utf-8"))["template"])


def find(code: str, version: int | None = None) -> Template | None:
    """A version of a template, the newest unless another is asked for."""
    fitting = [one for one in templates() if one.code == code and version in (None, one.version)]
    return max(fitting, key=lambda one: one.version, default=None)


def write(template: Template, office: str, number: str, day: date, fields: Mapping[str, str]) -> bytes:
    """The PDF. `fields` are those of the template; they are text and nothing else, whatever signs they hold."""
    # Some twenty megabytes of memory that nobody needs who issues nothing.
    import typst

    data = {
        "title": template.title.lv, "office": office, "number": number, "fields": dict(fields),
        "date": format_date(day, "long", "lv"),
    }  # fmt: skip
    return typst.compile(
        str(_HERE / "templates" / f"{template.code}-{template.version}.typ"), format="pdf", pdf_standards=["ua-1"],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)}, ignore_system_fonts=True,
    )  # fmt: skip
