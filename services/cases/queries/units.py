"""Reading units and staff. Names of staff are read by `names` alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

_UNIT = "u.id, u.code, u.label_lv, u.label_en, u.active, u.parent, u.kind, u.atvk, u.address, u.head, u.version"
IS_OPEN = "c.state not in ('closed', 'duplicate')"
"""Whether a case is somebody's work."""
_STAFF = f"""
    s.id, s.code, s.unit, s.role, s.absent, s.active, s.also, s.languages, s.deputy, s.version,
    (select (a->>'last')::date from jsonb_array_elements(s.absences) a
     where s.absent and (a->>'first')::date <= $1 and coalesce((a->>'last')::date, 'infinity') >= $1) as away_until,
    (select count(*) from social_case c where c.staff = s.id and {IS_OPEN}) as open_cases
"""


def below(parameter: int) -> str:
    """The units under those of an array parameter, themselves included."""
    return f"""(
        with recursive part(id) as (
            select unnest(${parameter}::uuid[]) union select u.id from unit u join part p on u.parent = p.id
        ) select id from part
    )"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which staff: of a unit or one below it, with a role, here or gone, present on a day."""

    unit: UUID | None = None
    role: str | None = None
    active: bool | None = True
    present_on: date | None = None


async def units(
    conn: asyncpg.Connection, under: UUID | None = None, kind: str | None = None, active: bool | None = None
) -> list[asyncpg.Record]:
    """All units, or those under one (itself included); by code."""
    return await conn.fetch(
        f"""
        select {_UNIT} from unit u
        where ($1::uuid is null or u.id in {below(4)}) and ($2::text is null or u.kind = $2)
          and ($3::boolean is null or u.active = $3)
        order by u.code
        """,
        under, kind, active, [under] if under else [],
    )  # fmt: skip


async def organizations(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """The organisations of the catalogue that are said to be units, by code."""
    return await conn.fetch(
        "select id as organization, code, unit from organization where unit is not null order by code"
    )


async def unit(conn: asyncpg.Connection, id: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_UNIT} from unit u where u.id = $1", id)


async def units_of(conn: asyncpg.Connection, staff: UUID) -> list[UUID]:
    """The units in which somebody has a position, and those under them; none for who is no staff here."""
    own = await conn.fetch(
        """
        select unit as id from staff where id = $1 and active
        union select (a->>'unit')::uuid from staff, jsonb_array_elements(also) a where staff.id = $1 and active
        """,
        staff,
    )
    return [row["id"] for row in await conn.fetch(below(1), [row["id"] for row in own])] if own else []


async def staff(
    conn: asyncpg.Connection, wanted: Wanted, today: date, after: str | None, limit: int
) -> list[asyncpg.Record]:
    """Staff with how many open cases each has, by code."""
    return await conn.fetch(
        f"""
        select {_STAFF} from staff s
        where ($2::uuid is null or s.unit in {below(8)}
               or exists (select from jsonb_array_elements(s.also) a where (a->>'unit')::uuid in {below(8)}))
          and ($3::text is null or s.role = $3) and ($4::boolean is null or s.active = $4)
          and ($5::date is null or not exists (
              select from jsonb_array_elements(s.absences) a
              where (a->>'first')::date <= $5 and coalesce((a->>'last')::date, 'infinity') >= $5))
          and ($6::text is null or s.code > $6)
        order by s.code limit $7
        """,
        today, wanted.unit, wanted.role, wanted.active, wanted.present_on, after, limit,
        [wanted.unit] if wanted.unit else [],
    )  # fmt: skip


async def everybody(conn: asyncpg.Connection) -> list[asyncpg.Record]:
    """All who work here, with how many open cases each has."""
    return await conn.fetch(f"select {_STAFF} from staff s where s.active order by s.code", date.min)


async def one_of_staff(conn: asyncpg.Connection, id: UUID, today: date) -> asyncpg.Record | None:
    return await conn.fetchrow(f"select {_STAFF} from staff s where s.id = $2", today, id)


async def counts(conn: asyncpg.Connection, under: UUID | None) -> list[asyncpg.Record]:
    """How many work in each unit in each role, by their first position."""
    return await conn.fetch(
        f"""
        select unit, role, count(*) as total, count(*) filter (where absent) as absent
        from staff where active and ($1::uuid is null or unit in {below(2)})
        group by unit, role order by unit, role
        """,
        under, [under] if under else [],
    )  # fmt: skip


async def absences(conn: asyncpg.Connection, staff: UUID) -> asyncpg.Record | None:
    return await conn.fetchrow("select absences, version from staff where id = $1", staff)


async def names(conn: asyncpg.Connection, ids: Sequence[UUID]) -> list[asyncpg.Record]:
    """Those of these members of staff whose names are known."""
    return await conn.fetch("select id, given_name, family_name from staff_name where id = any($1) order by id", ids)
