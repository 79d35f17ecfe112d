"""Requests and places in memory: one offer for ages 3 to 25, cases of several people, and everything on one Monday."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from services.cases.domain import duplicate, ending
from services.cases.domain.capacity import saying
from services.cases.domain.capacity.capacity import Capacity, Said
from services.cases.domain.case import Case
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.catalogue.words import Words
from services.cases.domain.places import leaving, offering, supply, using
from services.cases.domain.places.front import First, Front, InLine, in_line
from services.cases.domain.places.line import CLOCK, Line, tasks_of
from services.cases.domain.places.listed import WaitingList, key_of, listed
from services.cases.domain.places.queue import Queue
from services.cases.domain.places.turn import NEXT
from services.cases.domain.requests import asking
from services.cases.domain.requests.asking import Verdict, Wish
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.tasks.task import Task
from services.cases.handlers import TIMERS
from shared.contracts.catalogue_codes import CapacityPart, ServiceKind, ServiceStatus
from shared.contracts.codes import CaseOutcome, Priority
from shared.contracts.request_codes import PlaceDeclineReason, RequestDecision, ServiceEndReason, WaitingCriterion
from shared.decision import Decision, Timer, World
from tests.services.cases.samples import LIGITA, MONDAY, RULES, opened, person, service
from tests.services.memory import NOBODY, Memory, cause

OFFER, SERVICE = uuid5(NOBODY, "offer"), uuid5(NOBODY, "service")
DAY = timedelta(days=1)
ORDER = (WaitingCriterion.URGENCY, WaitingCriterion.POINTS, WaitingCriterion.SINCE)
"""How people wait for sand-play therapy."""
GRANTED, REFUSED = RequestDecision.GRANTED, RequestDecision.REFUSED
THERAPY = Service(
    SERVICE, NOBODY, "sand-play-therapy", Words("Smilšu spēles terapija"), Words(""), ServiceKind.SAND_PLAY_THERAPY,
    ServiceStatus.ACTIVE, MONDAY, minimum_age=3, maximum_age=25,
)  # fmt: skip


def begun(places: int = 1) -> Memory:
    """A service with one offer that has so many places."""
    memory = service()
    memory.found = {Front: front_of, InLine: in_line_of, leaving.OfCase: of_case}
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
    why = cause(f"request {name} {at} {wish}", at, by=str(LIGITA))
    wanted = Wish(**({"person": case.subjects[0], "offer": OFFER, "urgency": Priority.ROUTINE, "age": 9} | wish))
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


def queue(memory: Memory) -> WaitingList:
    """Who stands in the queue, by what the requests say."""
    return listed(OFFER, memory.of(ServiceRequest))


def row(memory: Memory) -> Queue:
    """The row that counts them."""
    return memory.states[Queue, OFFER]


def front_of(memory: Memory, question: str) -> Front:
    """Who is next, as the store finds them."""
    _, at, count, order = question.split("/")
    known = memory.states.get((Queue, OFFER), Queue(OFFER, THERAPY.code)).sorted_by
    order = tuple(map(WaitingCriterion, order.split(","))) if order else known
    ready = [entry for entry in queue(memory).entries if entry.may_be_offered(datetime.fromisoformat(at))]
    first = [First(one.request, one.case_id) for one in sorted(ready, key=lambda entry: key_of(entry, order))]
    return Front(question, order, tuple(first[: int(count)]), len(first) > int(count))


def in_line_of(memory: Memory, id: str) -> InLine:
    found = (entry.request for entry in queue(memory).entries if id == in_line(OFFER, entry.person))
    return InLine(id, next(found, None))


def of_case(memory: Memory, case: str) -> leaving.OfCase:
    found = (one for one in memory.of(ServiceRequest) if str(one.case_id) == case and one.state in leaving.WAITS)
    return leaving.OfCase(case, tuple(found))


def act(memory: Memory, id: UUID, rule, at: datetime) -> Decision:
    """`rule(line, request)`, as the API takes it."""
    seen = one(memory, id)
    why = cause(f"{id} {len(memory.facts)} {at}", at, by=str(LIGITA))
    others = [(ServiceRequest, seen.renews)] if seen.renews else []
    others += [supply.front(OFFER, at, ORDER), (InLine, in_line(OFFER, seen.person))]
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
    refs = [*supply.refs(OFFER), supply.front(OFFER, at, ORDER)]
    return memory.take(refs, lambda world: offering.offer_next(_line(world, why))[1])


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


def say(memory: Memory, places: int | None, from_at: datetime | None, at: datetime) -> Decision:
    """A coordinator says how many places there are from an instant on."""
    why = cause(f"places {places} {from_at} {len(memory.facts)}", at, by=str(LIGITA))
    return memory.take(
        [(Capacity, OFFER)],
        lambda world: saying.say(world.get(Capacity, OFFER), CapacityPart.PLACES, places, 1, from_at, why),
    )


def close(memory: Memory, id: UUID, at: datetime, duplicate_of: UUID | None = None) -> Decision:
    """A case is closed, or is found to be a duplicate of another."""
    why = cause(f"close {id} {len(memory.facts)} {at}", at, by=str(LIGITA))
    offers = {(one.offer, one.service) for one in of_case(memory, str(id)).requests}

    def decide(world: World) -> Decision:
        seen = world.get(Case, id)
        if duplicate_of:
            over, reason = duplicate.mark(seen, world.get(Case, duplicate_of)), ServiceEndReason.CASE_DUPLICATE
        else:
            over, reason = ending.close(seen, CaseOutcome.OTHER, why), ServiceEndReason.CASE_CLOSED
        return over + leaving.leave(world, id, reason, why, RULES)

    cases = [(Case, one) for one in (id, duplicate_of) if one]
    return memory.take([*leaving.refs(id, offers, at, RULES), *cases], decide)


def fire(memory: Memory, timer: Timer, at: datetime | None = None) -> Decision:
    """Time is up."""
    return memory.hear(TIMERS[timer.kind], timer, cause(f"{timer.kind} {timer.key} {timer.due}", at or timer.due))


def fire_together(memory: Memory, timers: Sequence[Timer], at: datetime) -> Decision:
    """Time is up for several at once: they are loaded together, and each sees what those before it have changed."""
    causes = [cause(f"{timer.kind} {timer.key} {timer.due}", at) for timer in timers]
    refs = [
        ref
        for timer, why in zip(timers, causes, strict=True)
        for ref in TIMERS[timer.kind].refs(timer, why, memory.rules)
    ]

    def decide(world: World) -> Decision:
        whole = Decision()
        for timer, why in zip(timers, causes, strict=True):
            decision = TIMERS[timer.kind].decide(world, timer, why, memory.rules)
            world.accept(decision)
            whole += decision
        return whole

    return memory.take(refs, decide)


def clocks_of(decision: Decision) -> list[Timer]:
    """The clocks that a decision about places sets."""
    return [timer for timer in decision.timers if timer.kind in (CLOCK, NEXT)]


def tasks(memory: Memory) -> list[tuple[str, str]]:
    """All tasks, by what they ask for and where they stand."""
    return [(task.kind.value, task.state.value) for task in memory.of(Task)]


def _case(memory: Memory, name: str) -> Case:
    facts = len(memory.facts)
    case = opened(memory, name)
    case = replace(case, number=name, subjects=(*case.subjects, person(f"{name}, otrs bērns")))
    memory.states[Case, case.id] = case
    del memory.facts[facts:]
    return case


def _line(world, why) -> Line:
    return supply.line(world, OFFER, THERAPY.code, why, RULES)
