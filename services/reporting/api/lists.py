"""Files to take away: rows for analysts, and what each of their columns means."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from services.reporting.api.asked import CUT, CutName, Day, impossible, optional
from services.reporting.api.found import BEING_BUILT, seen
from services.reporting.api.views import Text, View
from services.reporting.export.lists import LISTS, List
from services.reporting.export.rows import Part
from shared.calendar import RIGA
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Role

ANALYSTS = (Role.HEAD, Role.AUDITOR)
"""Who may take out single lines: they tell of one case each, though of nobody by name."""
ListName = StrEnum("ListName", {name.upper(): name for name in LISTS})


class ColumnView(View):
    name: str = Field(examples=["received_at"])
    kind: str = Field(examples=["instant"])
    """id, ids, code, codes, instant (UTC), minutes or flag; several are separated by spaces."""
    meaning: Text


class ListView(View):
    """A list that may be taken out, with its data dictionary."""

    name: str = Field(examples=["referrals"])
    title: Text
    at: str = Field(examples=["received_at"])
    """The column by which a period takes its lines."""
    columns: list[ColumnView]


class Wanted(BaseModel):
    """Which lines."""

    model_config = ConfigDict(extra="forbid")

    first: Day = Field(alias="from", description="The first day, included", examples=["2026-01-01"])
    last: Day = Field(alias="to", description="The last day, included", examples=["2026-12-31"])
    after: UUID | None = Field(None, description="Only lines after that of this id: a download that broke off goes on")
    as_of: optional(CutName, pattern=CUT) = Field(
        None, description="As of this cut: the same bytes whenever it is asked"
    )

    @property
    def period(self) -> tuple[datetime, datetime]:
        """Raises Problem 422 for a period that cannot be."""
        if self.first > self.last:
            raise impossible("from", "lies after `to`")
        days = self.first, self.last + timedelta(days=1)
        return tuple(datetime.combine(day, time.min, RIGA) for day in days)


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/lists", tags=["exports"])

    @routes.get("", response_model=list[ListView], dependencies=[allow(*ANALYSTS)], summary="What can be taken out")
    async def lists() -> list[ListView]:
        """Every list, with what each of its columns means."""
        return [_shown(one) for one in LISTS.values()]

    @routes.get("/{name}.csv", dependencies=[allow(*ANALYSTS)], summary="A list", responses=_CSV)
    async def as_csv(name: ListName, wanted: Annotated[Wanted, Query()]) -> StreamingResponse:
        """A line for each thing, in the order of ids: UTF-8 with a byte order mark, commas, no formulas.

        It comes page by page, so a million lines are no matter; without a cut each page is what is known when it is
        read. A download that broke off goes on with `after`.
        """

        @asynccontextmanager
        async def reading() -> AsyncIterator[asyncpg.Connection]:
            async with seen(desk, wanted.as_of) as (conn, _):
                yield conn

        pages = Part(LISTS[name], *wanted.period, wanted.after).pages(reading)
        # What is wrong must be said before the answer begins, so the first page is read before that.
        first = await anext(pages)
        file = f"{desk.work.municipality}-{name}-{wanted.first}-{wanted.last}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{file}"'}
        return StreamingResponse(_all(first, pages), media_type="text/csv; charset=utf-8", headers=headers)

    return routes


async def _all(first: bytes, pages: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for page in pages:
        yield page


def _shown(one: List) -> ListView:
    columns = [ColumnView(name=column.name, kind=column.kind, meaning=Text(**column.meaning)) for column in one.columns]
    return ListView(name=one.name, title=Text(**one.title), at=one.at, columns=columns)


_CSV = BEING_BUILT | {200: {"content": {"text/csv": {"schema": {"type": "string"}}}, "description": "The lines"}}
