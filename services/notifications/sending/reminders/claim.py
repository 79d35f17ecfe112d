"""Which reminders are due now, all of a person's together, ours until a lease runs out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from services.notifications.domain.reminders.reminder import Says
from shared.contracts.codes import VisitMode
from shared.contracts.reminder_codes import ReminderOf

# Asked for once more where it is locked: what somebody has claimed since it was found is theirs.
_CLAIM = """
    with ready as (
        select r.id, r.due, coalesce(r.person, f.subject) as who
        from reminder r left join case_file f on f.id = r.case_id
        where r.state = 'due' and (r.not_before is null or r.not_before <= $1)
    ), people as (
        select coalesce(who, id) as who from ready group by 1 order by min(due) limit $3
    ), due as (
        select r.id, y.who from reminder r join ready y using (id)
        where coalesce(y.who, y.id) in (select who from people)
          and r.state = 'due' and (r.not_before is null or r.not_before <= $1)
        order by r.id for update of r skip locked
    ), claimed as (
        update reminder r set attempt = r.attempt + 1, not_before = $2 from due where r.id = due.id
        returning r.*, due.who
    )
    select coalesce(json_agg(t)::text, '[]') from (
        select id, occasion, attempt, who, of, says, mode, at, correlation from claimed order by at, id
    ) t
"""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder whose time has come. `who` is intake's id: of a visit, the first subject of its case."""

    id: UUID
    occasion: UUID
    attempt: int
    who: UUID | None
    of: ReminderOf
    says: Says
    mode: VisitMode | None
    at: datetime
    correlation: str


_DUES = TypeAdapter(list[DueReminder])


async def claim(conn: asyncpg.Connection, now: datetime, until: datetime, people: int) -> list[DueReminder]:
    """The reminders due of up to so many people, ours until `until`: whoever dies before that leaves them to others."""
    return _DUES.validate_json(await conn.fetchval(_CLAIM, now, until, people))


async def postpone(conn: asyncpg.Connection, dues: list[DueReminder], until: datetime) -> None:
    """Give claimed reminders back untried, for later."""
    await conn.execute(
        """
        update reminder r set not_before = $3 from unnest($1::uuid[], $2::integer[]) as due(id, attempt)
        where r.id = due.id and r.attempt = due.attempt
        """,
        [due.id for due in dues],
        [due.attempt for due in dues],
        until,
    )


async def still_due(conn: asyncpg.Connection, dues: list[DueReminder]) -> list[DueReminder]:
    """Those of the claimed that are to be sent still, and that nobody else has claimed since."""
    rows = await conn.fetch(
        "select id, attempt from reminder where id = any($1) and state = 'due'", [due.id for due in dues]
    )
    ours = {(row["id"], row["attempt"]) for row in rows}
    return [due for due in dues if (due.id, due.attempt) in ours]
