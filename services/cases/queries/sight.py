"""Whose cases an actor may see, as one value and one piece of SQL, so that lists and single reads cannot differ."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.cases.queries.units import units_of


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody sees: everything, or the cases of these units, of these staff, and these cases by themselves."""

    everything: bool = False
    units: tuple[UUID, ...] = ()
    staff: tuple[UUID, ...] = ()
    cases: tuple[UUID, ...] = ()

    @property
    def parameters(self) -> tuple[Any, ...]:
        """The four values that the SQL of `seen` asks for, in its order."""
        return self.everything, self.units, self.staff, self.cases


NOTHING = Sight()
EVERYTHING = Sight(everything=True)


def seen(first: int, case: str = "c") -> str:
    """The condition on a row of `social_case`, whose four parameters begin at number `first`.

    A case is seen in its unit, by whoever has it, is its deputy or opened it, and by whoever is let into it.
    """
    everything, units, staff, cases = (f"${first + n}" for n in range(4))
    return f"""(
        {everything}::boolean or {case}.unit = any({units}::uuid[]) or {case}.staff = any({staff}::uuid[])
        or {case}.deputy = any({staff}::uuid[]) or {case}.opened_by = any({staff}::uuid[])
        or {case}.id = any({cases}::uuid[])
    )"""


async def of_staff(conn: asyncpg.Connection, staff: UUID, now: datetime) -> Sight:
    """What a member of staff sees: the cases of their units and the ones below, their own, and those they stand in for.

    Who is no staff here, or has left, sees nothing.
    """
    units = await units_of(conn, staff)
    if not units:
        return NOTHING
    # Whoever stands in for somebody sees what they see of their own.
    away = await conn.fetch("select id from staff where deputy = $1 and absent", staff)
    return Sight(units=tuple(units), staff=(staff, *(row["id"] for row in away)))


async def case_is_seen(conn: asyncpg.Connection, sight: Sight, case: UUID) -> asyncpg.Record | None:
    """The persons a case is about, if it is there and seen; None otherwise, which looks the same."""
    return await conn.fetchrow(
        f"select c.subjects from social_case c where c.id = $1 and {seen(2)}", case, *sight.parameters
    )
