"""Reading single cases. Lists stand in `case_lists`, what they are narrowed to in `case_filter`."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.cases.domain.case import Case

Place = tuple[datetime | None, UUID | None]

COLUMNS = ", ".join(f"c.{field.name}" for field in fields(Case))
_CASE = TypeAdapter(Case)


def case_of(row: Mapping[str, Any]) -> Case:
    """The case from a row of its table, as the rules want it."""
    return _CASE.validate_python(dict(row))


async def case(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {COLUMNS} from social_case c where c.id = $1", id)
