"""Reading visits."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from services.cases.queries.cases import Place
from services.cases.queries.sight import Sight, seen

_VISIT = """
    v.id, v.case_id, v.staff, v.mode, v.planned_at, v.state, v.duration, v.outcome, v.reason, v.place, v.area,
    v.companion, v.justification, v.series, v.moved_from, v.moved_why, v.started_at, v.ended_at, v.checklist, v.unmet,
    v.safety, v.check_in_every, v.check_in_due, v.checked_in_at, v.check_in_missed_at, v.watched_by,
    v.score, v.after_hours, v.version
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which visits a list shows; whatever is None or False restricts nothing."""

    case: UUID | None = None
    staff: UUID | None = None
    state: str | None = None
    series: UUID | None = None
    begins: datetime | None = None
    until: datetime | None = None
    silent: bool = False


async def visit(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_VISIT} from visit v where v.id = $1", id)


async def visits(
    conn: asyncpg.Connection, sight: Sight, wanted: Wanted, after: Place, limit: int
) -> list[asyncpg.Record]:
    """Visits of cases that are seen, and those one makes oneself, in the order in which they are planned."""
    return await conn.fetch(
        f"""
        select {_VISIT} from visit v join social_case c on c.id = v.case_id
        where ($1::uuid is null or v.case_id = $1) and ($2::uuid is null or $2 in (v.staff, v.companion))
          and ($3::text is null or v.state = $3) and ($4::uuid is null or v.series = $4)
          and ($5::timestamptz is null or v.planned_at >= $5) and ($6::timestamptz is null or v.planned_at < $6)
          and (not $7::boolean or v.check_in_missed_at is not null)
          and ($8::timestamptz is null or (v.planned_at, v.id) > ($8, $9))
          and ({seen(11)} or v.staff = any($13::uuid[]) or v.companion = any($13::uuid[]))
        order by v.planned_at, v.id limit $10
        """,
        wanted.case, wanted.staff, wanted.state, wanted.series, wanted.begins, wanted.until, wanted.silent,
        *after, limit, *sight.parameters,
    )  # fmt: skip


async def supervisor(conn: asyncpg.Connection, case: UUID) -> UUID | None:
    """Whoever supervises the unit of a case, somebody who is there first; else the head of the unit."""
    return await conn.fetchval(
        """
        select coalesce(
            (select s.id from staff s where s.unit = c.unit and s.role = 'supervisor' and s.active
             order by s.absent, s.code limit 1),
            u.head
        ) from social_case c left join unit u on u.id = c.unit where c.id = $1
        """,
        case,
    )


async def of_series(conn: asyncpg.Connection, series: UUID, begins: datetime) -> list[asyncpg.Record]:
    """The visits of a series from an instant on that have not begun, in their order."""
    return await conn.fetch(
        """
        select id, case_id from visit
        where series = $1 and planned_at >= $2 and state in ('planned', 'confirmed') order by planned_at, id
        """,
        series, begins,
    )  # fmt: skip


async def route(
    conn: asyncpg.Connection, sight: Sight, begins: datetime, ends: datetime, staff: list[UUID]
) -> list[asyncpg.Record]:
    """The visits in person that some people make in that time, by time and then by area; of cases that are seen."""
    return await conn.fetch(
        f"""
        select v.id, v.case_id, c.subjects, v.staff, v.companion, v.planned_at, v.area, v.place, v.state
        from visit v join social_case c on c.id = v.case_id
        where v.planned_at >= $1 and v.planned_at < $2 and (v.staff = any($3::uuid[]) or v.companion = any($3::uuid[]))
          and v.mode = 'in_person' and v.state in ('planned', 'confirmed', 'started')
          and ({seen(4)} or v.staff = any($6::uuid[]) or v.companion = any($6::uuid[]))
        order by v.planned_at, v.area, v.id limit 200
        """,
        begins, ends, staff, *sight.parameters,
    )  # fmt: skip
