"""Requests and places in memory: one offer for ages 3 to 25, cases of several people, and everything on one Monday."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.case import Case
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.catalogue.words import Words
from services.cases.domain.places import offering, supply, using
from services.cases.domain.places.line import CLOCK, Line, tasks_of
from services.cases.domain.places.queue import Queue
from services.cases.domain.requests import asking
from services.cases.domain.requests.asking import Verdict, Wish
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.tasks.task import Task
from services.cases.handlers import TIMERS
from shared.contracts.catalogue_codes import CapacityPart, ServiceKind, ServiceStatus
from shared.contracts.codes import Priority
from shared.contracts.request_codes import PlaceDeclineReason, RequestDecision, ServiceEndReason
from shared.decision import Decision, Timer
from tests.services.cases.samples import LIGITA, MONDAY, RULES, opened, service
from tests.services.memory import NOBODY, Memory, cause

OFFER, SERVICE = uuid5(NOBODY, "offer"), uuid5(NOBODY, "service")
DAY = timedelta(days=1)
GRANTED, REFUSED = RequestDecision.GRANTED, RequestDecision.REFUSED
THERAPY = Service(
    SERVICE, NOBODY, "sand-play-therapy", Words("Smilšu spēles terapija"), Words(""), ServiceKind.SAND_PLAY_THERAPY,
    ServiceStatus.ACTIVE, MONDAY, minimum_age=3, maximum_age=25,
)  # fmt: skip


def begun(places: int = 1) -> Memory:
    """A service with one offer that has so many places."""
    memory = service()
    memory.states[Service, SERVICE] = THERAPY
    memory.states[ServiceAtLocation, OFFER] = ServiceAtLocation(OFFER, SERVICE, NOBODY, MONDAY)
    capacity(memory, places)
    return memory


def capacity(memory: Memory, places: int, at: datetime = MONDAY - DAY) -> None:
    """From an instant on there are so many places."""
    known = memory.states.get((Capacity, OFFER)) or Capacity(OFFER, SERVICE)
    said = Said(CapacityPart.PLACES, places, 1, at, at)
    memory.states[Capacity, OFFER] = replace(known, said=(*known.said, said))


def request(memory: Memory, name: str, at: datetime = MONDAY, **wish) -> UUID:
    """Somebody's request; a case of its own for each name."""
    case = next((c for c in memory.of(Case) if c.number == name), None) or _case(memory, name)
    why = cause(f"request {name} {at}", at, by=str(LIGITA))
    wanted = Wish(case.subjects[0], OFFER, **({"urgency": Priority.ROUTINE, "age": 9} | wish))
    refs = [(Case, case.id), (Service, SERVICE), (ServiceAtLocation, OFFER)]
    refs += [(ServiceRequest, wanted.renews)] if wanted.renews else []
    memory.take(
        refs,
        lambda world: asking.request(
            world,
            world.get(Case, case.id),
            wanted,
            world.get(ServiceAtLocation, OFFER),
            world.get(Service, SERVICE),
            why,
            RULES.places,
            RULES.calendar,
        ),
    )
    return asking.request_id(why)


def waiting(memory: Memory, name: str, at: datetime = MONDAY, **wish) -> UUID:
    """Somebody whose request was granted."""
    id = request(memory, name, at, **wish)
    decide(memory, id, at=at)
    return id


def one(memory: Memory, id: UUID) -> ServiceRequest:
    return memory.states[ServiceRequest, id]


def queue(memory: Memory) -> Queue:
    return memory.states[Queue, OFFER]


def act(memory: Memory, id: UUID, rule, at: datetime) -> Decision:
    """`rule(line, request)`, as the API takes it."""
    seen = one(memory, id)
    why = cause(f"{id} {len(memory.facts)} {at}", at, by=str(LIGITA))
    others = [(ServiceRequest, seen.renews)] if seen.renews else []
    before = [one(memory, seen.renews)] if seen.renews else []
    refs = [*supply.refs(OFFER), (Case, seen.case_id), (ServiceRequest, id), *others]
    refs += [ref for found in (seen, *before) for ref in tasks_of(found)]
    return memory.take(refs, lambda world: rule(_line(world, why), world.get(ServiceRequest, id))[1])


def decide(memory: Memory, id: UUID, decision=GRANTED, reason=None, ends_at=None, at: datetime = MONDAY) -> Decision:
    verdict = Verdict(decision, reason, ends_at)
    return act(memory, id, lambda line, seen: asking.decide(line, seen, verdict, RULES.places), at)


def offer(memory: Memory, at: datetime = MONDAY, name: str = "next") -> Decision:
    """A coordinator offers the next place."""
    why = cause(f"{name} {len(memory.facts)} {at}", at, by=str(LIGITA))
    return memory.take(supply.refs(OFFER), lambda world: offering.offer_next(_line(world, why))[1])


def accept(memory: Memory, id: UUID, at: datetime = MONDAY) -> Decision:
    return act(memory, id, offering.accept, at)


def decline(memory: Memory, id: UUID, reason: PlaceDeclineReason, until=None, at: datetime = MONDAY) -> Decision:
    return act(memory, id, lambda line, seen: offering.decline(line, seen, reason, until), at)


def confirm(memory: Memory, id: UUID, at: datetime = MONDAY, until=None) -> Decision:
    return act(memory, id, lambda line, seen: offering.confirm(line, seen, until), at)


def start(memory: Memory, id: UUID, at: datetime = MONDAY, ends_at=None) -> Decision:
    return act(memory, id, lambda line, seen: using.start(line, seen, None, ends_at), at)


def end(memory: Memory, id: UUID, at: datetime = MONDAY, reason=ServiceEndReason.NOT_NEEDED, result=None) -> Decision:
    return act(memory, id, lambda line, seen: using.end(line, seen, reason, result), at)


def fire(memory: Memory, timer: Timer, at: datetime | None = None) -> Decision:
    """Time is up."""
    return memory.hear(TIMERS[timer.kind], timer, cause(f"{timer.kind} {timer.key} {timer.due}", at or timer.due))


def clocks_of(decision: Decision) -> list[Timer]:
    """The clocks that a decision about places sets."""
    return [timer for timer in decision.timers if timer.kind in (CLOCK, offering.NEXT)]


def tasks(memory: Memory) -> list[tuple[str, str]]:
    """All tasks, by what they ask for and where they stand."""
    return [(task.kind.value, task.state.value) for task in memory.of(Task)]


def _case(memory: Memory, name: str) -> Case:
    case = replace(opened(memory, name), number=name)
    memory.states[Case, case.id] = case
    memory.facts.clear()
    return case


def _line(world, why) -> Line:
    return supply.line(world, OFFER, THERAPY.code, why, RULES)
