"""From a number to what it counts: as JSON for other pages, and as a page of our own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Path, Query, Response
from pydantic import Field

from services.reporting.api.asked import EXACT, Asked
from services.reporting.api.found import BEING_BUILT, seen
from services.reporting.api.page import HTML
from services.reporting.api.readable import PAGES, readable
from services.reporting.api.views import View
from services.reporting.behind import BEHIND, Behind
from services.reporting.export.lists import Column
from services.reporting.figures import FIGURES
from services.reporting.labels.words import LABELS, Words
from services.reporting.page.asked import narrowed, query
from services.reporting.reports.asking import Asking
from services.reporting.reports.naming import named
from services.reporting.reports.scope import Scope
from shared.http import Problem, allow
from shared.runtime.desk import Desk

FigureName = Annotated[str, Path(max_length=64, examples=["cases.by_class"], description="The name of a figure")]


class LinesAsked(Asked):
    """A number of a figure: one of its measures, for a code of each of its dimensions."""

    measure: str = Field(max_length=64, description="What is counted", examples=["open"])
    code: list[Annotated[str, Field(max_length=64)]] = Field(
        [], max_length=2, description="A code of each dimension, in their order", examples=[["urgent"]]
    )
    after: UUID | None = Field(None, description="Only lines after that of this id: `next` of the page before")
    limit: int = Field(50, ge=1, le=200, description="How many lines at most")


class Lines(View):
    """What a number counts, a page of it, in the order of ids."""

    of: str = Field(examples=["cases"])
    """The list; `GET /v1/lists` says what its columns mean."""
    items: list[dict[str, Any]]
    next: UUID | None
    """`after` of the next page; none on the last."""


@dataclass(frozen=True, slots=True)
class Found:
    """A page of lines, and whether another follows."""

    behind: Behind
    scope: Scope
    rows: Sequence[asyncpg.Record]
    next: UUID | None
    words: Words


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(tags=["figures"])
    pages = APIRouter(tags=["figures"], route_class=readable(desk.rules))

    @routes.get(
        "/v1/figures/{figure}/lines", response_model=Lines, dependencies=[allow(*EXACT)], responses=BEING_BUILT,
        summary="What a number counts",
    )  # fmt: skip
    async def lines(figure: FigureName, asked: Annotated[LinesAsked, Query()]) -> Lines:
        """For whoever answers for the work. Nobody is named: a case has its id, by which its own service knows it."""
        found = await read(figure, asked)
        return Lines(of=found.behind.list.name, items=[dict(row) for row in found.rows], next=found.next)

    @pages.get("/pages/behind/{figure}", dependencies=[allow(*EXACT)], responses=HTML, summary="What a number counts")
    async def page(figure: FigureName, asked: Annotated[LinesAsked, Query()]) -> Response:
        """The same for people with a browser."""
        return PAGES.page("behind.html", **_values(figure, asked, await read(figure, asked), desk))

    async def read(figure: str, asked: LinesAsked) -> Found:
        behind = BEHIND.get((figure, asked.measure))
        if behind is None or len(asked.code) != len(behind.codes):
            has = ", ".join(sorted(measure for name, measure in BEHIND if name == figure)) or "none"
            detail = f"Lines of {figure} are behind: {has}; with one code for each of its dimensions."
            raise Problem("not-found", detail)
        async with seen(desk, asked.as_of) as (conn, now):
            scope = asked.scope(now)
            rows = await behind.page(Asking(conn, scope, desk.rules), asked.code, asked.after, asked.limit + 1)
            dimensions = {"unit", *FIGURES[figure].dimensions}
            labels = await named(conn, dimensions, desk.rules.labels)
        shown = rows[: asked.limit]
        more = shown[-1]["id"] if len(rows) > asked.limit else None
        return Found(behind, scope, shown, more, Words(asked.lang, desk.rules.labels | labels))

    routes.include_router(pages)
    return routes


def _values(name: str, asked: LinesAsked, found: Found, desk: Desk) -> dict[str, Any]:
    figure, words = FIGURES[name], found.words
    # People read when and what first; ids are for whoever looks them up elsewhere.
    id, *others = found.behind.list.columns
    columns = sorted(others, key=_is_id)
    number = [("measure", asked.measure), *(("code", code) for code in asked.code)]
    same = f"{query(found.scope, asked.lang)}&{urlencode(number)}"
    codes = [words.of(by, code) for by, code in zip(figure.dimensions, asked.code, strict=True)]
    return {
        "lang": asked.lang.value, "municipality": desk.rules.municipality[asked.lang],
        "word": lambda text, group="text": LABELS[group][text][asked.lang],
        "title": figure.title[asked.lang],
        "about": [
            *codes, words.column(asked.measure, figure.measures[asked.measure]),
            *(f"{one.label}: {one.value}" for one in narrowed(found.scope, words)),
        ],
        "period": words.period(found.scope.first, found.scope.last),
        "heads": [column.meaning[asked.lang] for column in (*columns, id)],
        "rows": [
            {"id": row[id.name], "cells": [(_cell(row[one.name], one, words), _is_id(one)) for one in columns]}
            for row in found.rows
        ],
        "back": f"../{figure.page}?{query(found.scope, asked.lang)}",
        "next": f"?{same}&after={found.next}" if found.next else None,
    }  # fmt: skip


def _is_id(column: Column) -> bool:
    return column.kind in ("id", "ids")


def _cell(value: Any, column: Column, words: Words) -> str:
    """A value as people read it: codes by their names, instants in Riga's time."""
    match value:
        case None:
            return ""
        case datetime():
            return words.instant(value) if value.year < 9999 else ""
        case bool():
            return words.of("yes_no", "yes" if value else "no")
        case list():
            return ", ".join(words.of(column.of, str(one)) for one in value)
        case _:
            return words.of(column.of, str(value)) if column.of else str(value)
