"""An attendance (apmeklējums): whether somebody who receives the service came to a session. Corrected, never erased."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.attendance.receiving import must_receive
from services.cases.domain.attendance.session import (
    Session,
    SessionState,
    counted_in,
    must_be,
    must_be_by_name,
    must_have_room,
)
from services.cases.domain.requests.request import ServiceRequest
from shared.calendar import RIGA
from shared.contracts.attendance import AttendanceRecorded
from shared.contracts.attendance_codes import AttendanceResult
from shared.decision import Cause, Decision, Ref, Refusal, World, derived


@dataclass(frozen=True, slots=True)
class Said:
    """What was once said of an attendance."""

    result: AttendanceResult
    minutes: int
    recorded_at: datetime
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Attendance:
    """One request at one session. The id follows from both, so that nobody stands there twice."""

    id: UUID
    session: UUID
    offer: UUID
    request: UUID
    case_id: UUID
    result: AttendanceResult
    minutes: int
    recorded_at: datetime
    by: UUID | None = None
    before: tuple[Said, ...] = ()
    """What stood there, the oldest first."""
    version: int = 1


@dataclass(frozen=True, slots=True)
class Mark:
    """What is said of one request. `minutes` none: as long as the session took."""

    request: UUID
    result: AttendanceResult
    minutes: int | None = None


def attendance_id(session: UUID, request: UUID) -> UUID:
    return derived(session, f"attendance/{request}")


def evolve(attendance: Attendance | None, fact: AttendanceRecorded) -> Attendance:
    """The attendance after a word about it."""
    if attendance is None:
        return Attendance(
            fact.attendance, fact.session, fact.offer, fact.request, fact.case, fact.result, fact.minutes,
            fact.recorded_at, fact.by,
        )  # fmt: skip
    stood = Said(attendance.result, attendance.minutes, attendance.recorded_at, attendance.by)
    return replace(
        attendance, result=fact.result, minutes=fact.minutes, recorded_at=fact.recorded_at, by=fact.by,
        before=(*attendance.before, stood), version=attendance.version + 1,
    )  # fmt: skip


def refs(session: UUID, marks: Sequence[Mark]) -> tuple[Ref, ...]:
    """What marking rests on besides the session."""
    return tuple(
        ref
        for mark in marks
        for ref in ((ServiceRequest, mark.request), (Attendance, attendance_id(session, mark.request)))
    )


def mark(world: World, session: Session, marks: Sequence[Mark], cause: Cause) -> Decision:
    """Write down who came, all of them or nobody. Who will not come may say so before.

    Raises Refusal for a stranger, for somebody twice, for more than there are places, and for minutes that cannot be.
    """
    must_be(session, SessionState.PLANNED, SessionState.HELD)
    must_be_by_name(session.counted, "/marks")
    decision, after = Decision(), session
    for number, one in enumerate(marks):
        at = f"/marks/{number}"
        request = _expected(world, session, one.request, f"{at}/request")
        id = attendance_id(session.id, one.request)
        if world.get(Attendance, id) or any(earlier.request == one.request for earlier in marks[:number]):
            raise Refusal(
                code="attendance-twice", title="It is written down already",
                detail="One attendance of them stands there, or in what you sent: correct that one.",
                pointers=((f"{at}/request", "stands there already"),),
            )  # fmt: skip
        after, said = _said(after, None, request.id, request.case_id, one, cause, at)
        decision += said
    return Decision((after,)) + decision


def correct(session: Session, attendance: Attendance, wish: Mark, cause: Cause) -> Decision:
    """It was otherwise; what stood there is kept. Raises Refusal as `mark` does."""
    must_be(session, SessionState.PLANNED, SessionState.HELD)
    after, said = _said(session, attendance, attendance.request, attendance.case_id, wish, cause, "")
    return Decision((after,)) + said


def _said(
    session: Session, before: Attendance | None, request: UUID, case: UUID, wish: Mark, cause: Cause, at: str
) -> tuple[Session, Decision]:
    fact = AttendanceRecorded(
        session=session.id, offer=session.offer, attendance=attendance_id(session.id, request), request=request,
        case=case, result=wish.result, minutes=_minutes(session, wish, at), recorded_at=cause.time, by=cause.staff,
    )  # fmt: skip
    after = counted_in(session, before.result if before else None, wish.result)
    if after.came > session.came:
        must_have_room(session, after.came, f"{at}/result")
    return after, Decision((evolve(before, fact),), (fact,))


def _expected(world: World, session: Session, id: UUID, pointer: str) -> ServiceRequest:
    """Whoever receives the service on the day of the session; to that of one person nobody else comes."""
    request = world.get(ServiceRequest, id) if session.request in (None, id) else None
    return must_receive(request, session.offer, session.began_at.astimezone(RIGA).date(), pointer)


def _minutes(session: Session, wish: Mark, at: str) -> int:
    """How long they were there. Raises Refusal for longer than it took, and for minutes of who was not there."""
    came = wish.result is AttendanceResult.CAME
    if came:
        must_be(session, SessionState.HELD)
    most = session.took if came else 0
    minutes = most if wish.minutes is None else wish.minutes
    if not min(most, 1) <= minutes <= most:
        raise Refusal(
            code="attendance-minutes", title="Those minutes cannot be",
            detail=f"Whoever came was there for 1 to {session.took} minutes, which the session took; others for none.",
            pointers=((f"{at}/minutes", "is out of range"),),
        )  # fmt: skip
    return minutes
