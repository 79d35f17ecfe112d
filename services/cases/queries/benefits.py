"""Reading benefits, with the numbers of their decisions and amounts, which stand nowhere else."""

from dataclasses import dataclass, fields
from datetime import date
from uuid import UUID

import asyncpg

from services.cases.domain.benefits.benefit import Benefit
from services.cases.queries.sight import Sight, seen

_COLUMNS = ", ".join(f"b.{field.name}" for field in fields(Benefit))
_STATE = """(case when b.ended_for = 'entered_in_error' then 'in_error' when b.last_on < $1 then 'over'
    when b.first_on > $1 then 'planned' else 'in_force' end)"""
"""Where a benefit stands on a day, as `Benefit.state_on` has it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which benefits a list shows; whatever is None restricts nothing. `what` may be several codes."""

    case: UUID | None = None
    person: UUID | None = None
    what: list[str] | None = None
    state: str | None = None
    ends_until: date | None = None


async def benefit(conn: asyncpg.Connection, id: UUID, today: date) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_COLUMNS}, {_STATE} as state from benefit b where b.id = $2", today, id)


async def benefits(
    conn: asyncpg.Connection, sight: Sight, wanted: Wanted, today: date, after: tuple[date | None, UUID | None],
    limit: int,
) -> list[asyncpg.Record]:  # fmt: skip
    """Benefits in cases that are seen, what began last on top."""
    return await conn.fetch(
        f"""
        select {_COLUMNS}, {_STATE} as state from benefit b join social_case c on c.id = b.case_id
        where ($2::uuid is null or b.case_id = $2) and ($3::uuid is null or b.person = $3)
          and ($4::text[] is null or b.what = any($4)) and ($5::text is null or {_STATE} = $5)
          and ($6::date is null or b.last_on <= $6)
          and ($7::date is null or (b.first_on, b.id) < ($7, $8)) and {seen(10)}
        order by b.first_on desc, b.id desc limit $9
        """,
        today, wanted.case, wanted.person, wanted.what, wanted.state, wanted.ends_until, *after, limit,
        *sight.parameters,
    )  # fmt: skip
