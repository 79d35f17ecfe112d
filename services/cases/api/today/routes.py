"""`GET /v1/today`: one list with which a worker opens the day; and for whoever leads a unit, who of it is late."""

from collections import Counter
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel

from services.cases.api import access
from services.cases.api.access import WORKERS
from services.cases.api.shape import View
from services.cases.queries import today as queries
from services.cases.queries.sight import NOTHING, of_staff
from services.cases.queries.units import units_of
from shared.calendar import RIGA
from shared.http import actor_of, allow
from shared.runtime.desk import Desk
from shared.security import Role


class Group(StrEnum):
    """Why something stands in the day's list."""

    OVERDUE = "overdue"
    DUE = "due"
    VISITS = "visits"
    NEW = "new"
    ANSWERS = "answers"
    ASKED = "asked"


class What(StrEnum):
    """What an entry of the day's list is."""

    TASK = "task"
    FIRST_CONTACT = "first_contact"
    VISIT = "visit"
    CASE = "case"
    ANSWER = "answer"


class Entry(View):
    """Something to see to."""

    group: Group
    what: What
    id: UUID
    """The task's, visit's, case's; of an answer the notice's."""
    case_id: UUID
    number: str | None
    """The case's."""
    at: datetime
    """Due or planned then; of a new case and an answer since when."""
    code: str
    """The task's kind, the visit's mode, the case's priority, or the answer."""


class Today(BaseModel):
    """The day's list. What colleagues asked for stands under `asked`, and in its time under `due` or `overdue` too."""

    day: date
    counts: dict[Group, int]
    """All there are; `entries` has at most 50 of each group and sort."""
    entries: list[Entry]


class Late(View):
    """What somebody of a unit has, and what of it is late. `staff` none: cases that nobody has yet."""

    unit: UUID
    staff: UUID | None
    open_cases: int
    late_contacts: int
    late_tasks: int
    closures: int
    """Cases that wait for approval to be closed."""


def router(desk: Desk) -> APIRouter:
    routes = APIRouter(prefix="/v1/today", tags=["today"])

    @routes.get("", response_model=Today, dependencies=[allow(*WORKERS, personal_data=True)], summary="My day")
    async def today(request: Request) -> Today:
        """New cases, what is due and overdue, today's visits, answers of agencies, what colleagues ask for.

        Whoever stands in for somebody who is away has that one's day as well. An account of no staff has an empty one.
        """
        me = access.staff_of(actor_of(request))
        now = desk.clock.now()
        begins = datetime.combine(now.astimezone(RIGA).date(), time(), RIGA)
        ends = datetime.combine(begins.date() + timedelta(days=1), time(), RIGA)
        async with desk.pool.acquire() as conn:
            sight = await of_staff(conn, me) if me else NOTHING
            rows = await queries.day(conn, sight.staff, now, begins, ends)
            await access.record(conn, request, [row["case_id"] for row in rows])
        totals = {(row["part"], row["what"]): row["total"] for row in rows}
        counts = Counter(dict.fromkeys(Group, 0))
        for (group, _), total in totals.items():
            counts[Group(group)] += total
        entries = [Entry(**{**row, "group": row["part"]}) for row in map(dict, rows)]
        order = list(Group)
        entries.sort(key=lambda entry: (order.index(entry.group), entry.at, entry.id))
        return Today(day=begins.date(), counts=counts, entries=entries)

    @routes.get(
        "/unit",
        response_model=list[Late],
        dependencies=[allow(Role.SUPERVISOR, Role.HEAD)],
        summary="Who is late in my unit",
    )
    async def unit(request: Request) -> list[Late]:
        """By unit and member of staff, whoever is latest first; a head sees all units."""
        actor = actor_of(request)
        async with desk.pool.acquire() as conn:
            if Role.HEAD in actor.roles:
                units = None
            else:
                me = access.staff_of(actor)
                units = await units_of(conn, me) if me else []
            return [Late(**row) for row in await queries.late(conn, units, desk.clock.now())]

    return routes
