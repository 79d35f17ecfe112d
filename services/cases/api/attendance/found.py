"""Sessions and attendances, found for whatever is done about them by whoever may."""

from uuid import UUID

import asyncpg
from fastapi import Response

from services.cases.api import access
from services.cases.api.attendance.views import AttendanceView
from services.cases.api.attendance.wishes import CorrectAttendance
from services.cases.domain.attendance import attendance as rules
from services.cases.domain.attendance.attendance import Attendance, Mark
from services.cases.domain.attendance.session import Session
from services.cases.queries import attendance as queries
from shared.http import Command, Problem
from shared.runtime.desk import Desk


async def session_of(desk: Desk, id: UUID) -> Session:
    """Raises Problem 404 when there is no such session."""
    async with desk.pool.acquire() as conn:
        found = await queries.session(conn, id)
    if found is None:
        raise Problem("not-found", "There is no such session.")
    return found


async def attendance_of(desk: Desk, id: UUID) -> asyncpg.Record:
    """Raises Problem 404 when there is no such attendance."""
    async with desk.pool.acquire() as conn:
        row = await queries.attendance(conn, id)
    if row is None:
        raise access.nothing()
    return row


async def correct(
    desk: Desk, command: Command, row: asyncpg.Record, wish: CorrectAttendance, if_match: str
) -> Response:
    """An attendance was otherwise: what stood there is kept, and its session counts anew."""
    said, of = Mark(row["request"], wish.result, wish.minutes), (Session, row["session"])
    return await desk.change(
        command, (Attendance, row["id"]), if_match,
        lambda seen, world, cause: rules.correct(world.get(*of), seen, said, cause), AttendanceView, refs=[of],
    )  # fmt: skip
