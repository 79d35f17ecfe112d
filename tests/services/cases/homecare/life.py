"""Home care in memory: a request for the sample's service that was started on a Monday."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID, uuid5

from services.cases.domain.homecare import entry, plan
from services.cases.domain.homecare.entry import CareEntry, Done
from services.cases.domain.homecare.plan import CarePlan
from services.cases.domain.requests.request import ServiceRequest
from shared.contracts.attendance_codes import CareTask
from tests.services.cases.attendance.life import receives
from tests.services.cases.places import life as places
from tests.services.cases.places.life import one
from tests.services.cases.samples import MARTA, MONDAY, RULES
from tests.services.memory import NOBODY, Memory, cause

LEVEL_1, LEVEL_2 = "limenis-1-5-stundas", "limenis-2-10-stundas"
WEDNESDAY = MONDAY + timedelta(days=2)
MEALS = Done(WEDNESDAY, 45, CareTask.MEALS)


def begun(**changed) -> tuple[Memory, UUID]:
    """Somebody who receives home care; `changed` is what is different of the request."""
    memory = places.begun(9)
    id = receives(memory, "Velta")
    memory.states[ServiceRequest, id] = replace(one(memory, id), **({"service": "aprupe-majas"} | changed))
    return memory, id


def say(memory: Memory, id: UUID, level: str = LEVEL_1, from_day: date | None = None, at: datetime = MONDAY):
    why, refs = cause(f"say {level} {from_day} {at}", at, by=str(MARTA)), [(ServiceRequest, id), (CarePlan, id)]
    memory.take(
        refs, lambda world: plan.say(world.get(*refs[1]), world.get(*refs[0]), level, from_day, why, RULES.care)
    )
    return memory.states.get((CarePlan, id))


def bring_in(memory: Memory, request: UUID, done: Done = MEALS, name: str = "entry", staff: UUID | None = MARTA):
    """An entry under an id of its own for each name."""
    id, why = uuid5(NOBODY, name), cause(f"bring in {name} {done}", WEDNESDAY + timedelta(hours=9), by=str(MARTA))
    refs = [(ServiceRequest, request), (CareEntry, id)]
    memory.take(
        refs, lambda world: entry.bring_in(world.get(*refs[1]), world.get(*refs[0]), id, done, staff, why)
    )  # fmt: skip
    return memory.states[CareEntry, id]


def correct(memory: Memory, seen: CareEntry, done: Done) -> CareEntry:
    why = cause(f"correct {done}", WEDNESDAY + timedelta(days=1), by=str(MARTA))
    refs = [(ServiceRequest, seen.request), (CareEntry, seen.id)]
    memory.take(refs, lambda world: entry.correct(world.get(*refs[1]), world.get(*refs[0]), done, why))
    return memory.states[CareEntry, seen.id]
