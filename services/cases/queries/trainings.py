"""Reading trainings: who has which, whose runs out, and who lacks one."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from services.cases.queries.units import below


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which records: of somebody, of a training, of staff of a unit or one below it, running out before a day."""

    staff: UUID | None = None
    training: str | None = None
    unit: UUID | None = None
    ends_before: date | None = None


Place = tuple[date | None, UUID | None]


async def training(conn: asyncpg.Connection, wanted: Wanted, after: Place, limit: int) -> list[asyncpg.Record]:
    """Records of those who work here, what runs out first on top."""
    return await conn.fetch(
        f"""
        select t.id, t.staff, t.training, t.completed_on, t.valid_until, t.version
        from training t join staff s on s.id = t.staff and s.active
        where ($1::uuid is null or t.staff = $1) and ($2::text is null or t.training = $2)
          and ($3::uuid is null or s.unit in {below(8)}) and ($4::date is null or t.valid_until < $4)
          and ($6::uuid is null or (coalesce(t.valid_until, 'infinity'), t.id) > (coalesce($5::date, 'infinity'), $6))
        order by coalesce(t.valid_until, 'infinity'), t.id limit $7
        """,
        wanted.staff, wanted.training, wanted.unit, wanted.ends_before, *after, limit,
        [wanted.unit] if wanted.unit else [],
    )  # fmt: skip


async def lacking(
    conn: asyncpg.Connection, code: str, roles: list[str], unit: UUID | None, on: date, after: UUID | None, limit: int
) -> list[asyncpg.Record]:
    """Those with one of these roles who do not have the training on a day, with the day on which theirs ran out."""
    return await conn.fetch(
        f"""
        select s.id as staff, s.unit, s.role, t.ended
        from staff s left join lateral (
            select max(coalesce(valid_until, 'infinity')) as ended from training
            where staff = s.id and training = $1 and completed_on <= $4
        ) t on true
        where s.active and s.role = any($2) and ($3::uuid is null or s.unit in {below(7)})
          and (t.ended is null or t.ended < $4) and ($5::uuid is null or s.id > $5)
        order by s.id limit $6
        """,
        code, roles, unit, on, after, limit, [unit] if unit else [],
    )  # fmt: skip
