"""Practice, for colleagues elsewhere: what was tried in closed cases and how it went, without anybody in it."""

import csv
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import asdict
from datetime import date
from enum import StrEnum
from io import StringIO
from typing import Annotated

import asyncpg
from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from services.cases.api.access import READERS
from services.cases.api.plans.care_views import PracticeRow
from services.cases.domain.plans.practice import Group, Practised, Traits, duration_band, groups, visits_band
from services.cases.domain.units.absence import today
from services.cases.queries import practice as queries
from shared.http import allow
from shared.runtime.desk import Desk
from shared.security import Role

_TOLD_AS_IT_IS = ("method", "area", "measure", "need", "age_band", "outcome", "quarter")
COLUMNS = tuple(PracticeRow.model_fields)


class Format(StrEnum):
    """As what practice is written."""

    JSON = "json"
    CSV = "csv"


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/practice", tags=["plans"])

    @routes.get(
        "", response_model=list[PracticeRow], dependencies=[allow(*READERS, Role.PUBLIC_RELATIONS)],
        summary="What was tried, and how it went",
        responses={200: {"content": {"text/csv": {"schema": {"type": "string"}}}}},
    )  # fmt: skip
    async def practice(
        format: Annotated[Format, Query(description="`csv` for a spreadsheet")] = Format.JSON,
    ) -> StreamingResponse:
        """Closed cases of quarters that are over, in groups too large to tell anybody apart. There are no filters: two
        answers with different ones could be subtracted."""
        quarter = quarter_of(today(desk.clock.now()))
        found = groups([one async for one in _practised(desk.pool, quarter)], desk.settings.plans.smallest_group)
        lines, media_type = (_csv, "text/csv; charset=utf-8") if format is Format.CSV else (_json, "application/json")
        return StreamingResponse(lines(found), media_type=media_type)

    return routes


def quarter_of(day: date) -> date:
    """The first day of the quarter of a day."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


async def _practised(pool: asyncpg.Pool, quarter: date) -> AsyncIterator[Practised]:
    async with pool.acquire() as conn:
        async for row in queries.practised(conn, quarter):
            named = {
                name: row[name] for name in ("method", "area", "measure", "need", "age_band", "outcome", "quarter")
            }
            traits = Traits(duration=duration_band(row["days"]), visits=visits_band(row["visits"]), **named)
            yield Practised(row["id"], traits, row["before"], row["after"])


def _rows(found: Iterable[Group]) -> Iterator[PracticeRow]:
    for group in found:
        yield PracticeRow(**asdict(group.traits), cases=group.cases, before=group.before, after=group.after)


def _json(found: Iterable[Group]) -> Iterator[str]:
    between = "["
    for row in _rows(found):
        yield f"{between}{row.model_dump_json()}"
        between = ",\n"
    yield "[]" if between == "[" else "]"


def _csv(found: Iterable[Group]) -> Iterator[str]:
    for cells in (COLUMNS, *(row.model_dump().values() for row in _rows(found))):
        line = StringIO()
        csv.writer(line).writerow(cells)
        yield line.getvalue()
