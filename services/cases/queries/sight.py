"""Whose cases an actor may see, as one value and one piece of SQL, so that lists and single reads cannot differ."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import asyncpg

from services.cases.queries.units import units_of
from shared.contracts.case_codes import CasePart


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

    A case is seen in its unit and those above, by whoever has it, is its deputy or opened it, by who stands in for
    them while they are away, and by whoever is let into it.
    """
    everything, units, staff, cases = (f"${first + n}" for n in range(4))
    return f"""(
        {everything}::boolean or {case}.unit = any({units}::uuid[]) or {case}.staff = any({staff}::uuid[])
        or {case}.deputy = any({staff}::uuid[]) or {case}.opened_by = any({staff}::uuid[])
        or {case}.id = any({cases}::uuid[])
    )"""


async def of_staff(conn: asyncpg.Connection, staff: UUID) -> Sight:
    """What a member of staff sees: the cases of their units and those below, their own, and those they take part in.

    Who stands in for somebody who is away sees that one's too. Who is no staff here, or has left, sees nothing.
    """
    units = await units_of(conn, staff)
    if not units:
        return NOTHING
    row = await conn.fetchrow(
        """
        select array(select id from staff where deputy = $1 and absent) as absent,
               array(select case_id from participant where staff = $1 and left_at is null) as cases
        """,
        staff,
    )
    return Sight(units=tuple(units), staff=(staff, *row["absent"]), cases=tuple(row["cases"]))


async def of_account(conn: asyncpg.Connection, account: UUID, part: CasePart, now: datetime) -> Sight:
    """What somebody of another agency sees: the cases that a grant lets them into at this moment, for this part."""
    rows = await conn.fetch(
        """
        select distinct case_id from case_grant
        where account = $1 and $2 = any(parts) and valid_from <= $3 and valid_until > $3 and revoked_at is null
        """,
        account, part, now,
    )  # fmt: skip
    return Sight(cases=tuple(row["case_id"] for row in rows))


async def case_is_seen(conn: asyncpg.Connection, sight: Sight, case: UUID) -> asyncpg.Record | None:
    """The persons a case is about, if it is there and seen; None otherwise, which looks the same."""
    return await conn.fetchrow(
        f"select c.subjects from social_case c where c.id = $1 and {seen(2)}", case, *sight.parameters
    )


async def seen_of(conn: asyncpg.Connection, sight: Sight, cases: list[UUID]) -> set[UUID]:
    """Those of the cases that are there and seen."""
    rows = await conn.fetch(
        f"select c.id from social_case c where c.id = any($1) and {seen(2)}", cases, *sight.parameters
    )
    return {row["id"] for row in rows}
