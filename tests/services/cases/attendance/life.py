"""Sessions in memory: a group of one offer, whose requests are started, and everything in one week of March."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.attendance import attendance, holding, planning
from services.cases.domain.attendance.attendance import Attendance, Mark
from services.cases.domain.attendance.planning import Offered, Plan
from services.cases.domain.attendance.session import Session
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.units.staff import Staff
from shared.contracts.attendance_codes import AttendanceResult
from shared.decision import Decision
from tests.services.cases.places import life as places
from tests.services.cases.places.life import OFFER, SERVICE, one
from tests.services.cases.samples import MARTA, MONDAY, RULES
from tests.services.memory import Memory, cause

HOUR = timedelta(hours=1)
NOON, EVENING = MONDAY + 3 * HOUR, MONDAY + 10 * HOUR
CAME, ABSENT, EXCUSED = AttendanceResult


def begun(**changed) -> Memory:
    """An offer with places for many; `changed` is what is different of its service."""
    memory = places.begun(9)
    memory.states[Service, SERVICE] = replace(memory.states[Service, SERVICE], **changed)
    return memory


def receives(memory: Memory, name: str, **changed) -> UUID:
    """Somebody whose request was started on Monday morning; `changed` is what came of it since."""
    id = places.waiting(memory, name)
    places.offer(memory)
    places.accept(memory, id)
    places.start(memory, id)
    memory.states[ServiceRequest, id] = replace(one(memory, id), **changed)
    memory.facts.clear()
    return id


def offered(memory: Memory, request: UUID | None = None) -> Offered:
    return Offered(
        memory.states.get((ServiceAtLocation, OFFER)), memory.states.get((Service, SERVICE)),
        memory.states.get((ServiceRequest, request)) if request else None,
    )  # fmt: skip


def plan(memory: Memory, at: datetime = NOON, minutes: int = 90, now: datetime = MONDAY, **wish) -> Session:
    """A session that Marta leads."""
    why, wanted = cause(f"plan {at} {minutes} {wish}", now, by=str(MARTA)), Plan(OFFER, at, minutes, **wish)
    leaders, of = [memory.states[Staff, MARTA]], offered(memory, wanted.request)
    memory.take([], lambda _: planning.plan(of, wanted, leaders, why, RULES.calendar))
    return session(memory, planning.session_id(why))


def session(memory: Memory, id: UUID) -> Session:
    return memory.states[Session, id]


def hold(memory: Memory, seen: Session, at=None, minutes=None, counts=None, now: datetime = EVENING) -> Session:
    why, ref = cause(f"hold {seen.id}", now, by=str(MARTA)), (Session, seen.id)
    memory.take([ref], lambda world: holding.hold(world.get(*ref), at, minutes, counts, why))
    return session(memory, seen.id)


def count(memory: Memory, seen: Session, counts: dict) -> Session:
    why, ref = cause(f"count {seen.id} {counts}", EVENING, by=str(MARTA)), (Session, seen.id)
    memory.take([ref], lambda world: holding.count(world.get(*ref), counts, why))
    return session(memory, seen.id)


def mark(memory: Memory, seen: Session, *marks: Mark, now: datetime = EVENING) -> Decision:
    why, ref = cause(f"mark {seen.id} {marks}", now, by=str(MARTA)), (Session, seen.id)
    return memory.take(
        [ref, *attendance.refs(seen.id, marks)], lambda world: attendance.mark(world, world.get(*ref), marks, why)
    )


def correct(memory: Memory, seen: Session, wish: Mark) -> Attendance:
    why = cause(f"correct {seen.id} {wish}", EVENING + HOUR, by=str(MARTA))
    refs = [(Session, seen.id), (Attendance, attendance.attendance_id(seen.id, wish.request))]
    memory.take(refs, lambda world: attendance.correct(world.get(*refs[0]), world.get(*refs[1]), wish, why))
    return memory.states[refs[1]]


def held(memory: Memory, **wish) -> Session:
    """A group on Monday at noon that took place as planned."""
    return hold(memory, plan(memory, **wish))
