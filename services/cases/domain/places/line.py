"""What a decision about a place rests on, and what each fact does: to the request, its queue, its tasks and clocks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.places.front import Front
from services.cases.domain.places.listed import entry_of, next_in_line
from services.cases.domain.places.queue import Queue, moved
from services.cases.domain.places.rules import WaitingRule
from services.cases.domain.places.turn import look
from services.cases.domain.requests.request import RequestState, ServiceRequest, evolve
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from shared.calendar import Calendar
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Ref, Timer, World

CLOCK = "place-clock"
"""The kind of every clock of a request; its key is `offer/case/request`, its instant says what has run out."""

Asked = tuple[TaskKind, datetime]


@dataclass(frozen=True, slots=True)
class Line:
    """The queue of an offer, how many of its places can be used, and by which rule people wait: at one instant."""

    queue: Queue
    usable: int | None
    """None where nothing limits them."""
    rule: WaitingRule
    calendar: Calendar
    world: World
    cause: Cause
    front: Front | None = None
    """Who is next, where that was asked for."""
    changed: Mapping[UUID, ServiceRequest] = field(default_factory=dict)
    """What this decision has changed so far."""

    @property
    def now(self) -> datetime:
        return self.cause.time

    @property
    def has_place(self) -> bool:
        """Whether a place is neither offered nor taken."""
        return self.usable is None or self.queue.held < self.usable

    @property
    def is_over(self) -> bool:
        """Whether fewer places can be used than are offered or taken: some were closed since."""
        return self.usable is not None and self.queue.held > self.usable

    @property
    def is_short(self) -> bool:
        """Whether what is accepted and used leaves nothing for whoever has been offered a place."""
        return self.usable is not None and self.queue.taken >= self.usable

    @property
    def is_ordered(self) -> bool:
        """Whether the front was looked up in the order of the rule, which may have changed since the last act."""
        return self.front.sorted_by == tuple(self.rule.order)

    @property
    def first(self) -> ServiceRequest | None:
        """Whoever is next in line; None when nobody is, and when more stand in line than were looked up."""
        ready = {one.id: one for one in self._known() if entry_of(one).may_be_offered(self.now)}
        if self.front.more and not any(one.request in ready for one in self.front.first):
            return None
        found = next_in_line(map(entry_of, ready.values()), self.rule.order, self.now)
        return ready[found.request] if found else None

    def _known(self) -> Iterator[ServiceRequest]:
        """The requests for this offer that the decision sees, as it has left them so far."""
        for (kind, id), state in self.world.states.items():
            if kind is ServiceRequest and state.offer == self.queue.id:
                yield self.changed.get(id, state)


def said(line: Line, before: ServiceRequest | None, *facts: Fact) -> tuple[Line, Decision]:
    """Facts about one request, one after the other: the line after them, and all that they change."""
    after = before
    for fact in facts:
        after = evolve(after, fact)
    queue = moved(line.queue, before, after, line.rule.order)
    changed = Decision((queue, after), facts, timers=timers(after))
    known = replace(line, queue=queue, changed={**line.changed, after.id: after})
    return known, changed + asking(line.world, before, after, line.cause)


def asking(world: World, before: ServiceRequest | None, after: ServiceRequest, cause: Cause) -> Decision:
    """The tasks that a request asks for from now on, and those that are done."""
    case, decision = world.get(Case, after.case_id), Decision()
    old, new = asks(before) if before else (), asks(after)
    for kind, due in old:
        if (kind, due) not in new:
            decision += task.complete(case, world.get(*_task(after.id, kind, due)), cause)
    for kind, due in new:
        if (kind, due) not in old:
            # A case does not close over a request that nobody has decided.
            statutory = kind is TaskKind.SERVICE_DECISION
            decision += task.add(case, kind, due, cause, about=after.id, statutory=statutory)
    return decision


def asks(request: ServiceRequest) -> tuple[Asked, ...]:
    """What somebody is to do about a request as it stands, and until when."""
    in_use = request.state in (RequestState.STARTED, RequestState.INTERRUPTED)
    found = (
        (TaskKind.SERVICE_DECISION, request.decide_by if request.state is RequestState.REQUESTED else None),
        (TaskKind.PLACE_ANSWER, request.answer_due),
        (TaskKind.WAITING_CHECK, request.asked_until),
        (TaskKind.SERVICE_RENEWAL, request.ends_at if in_use and request.renewal_due is None else None),
    )
    return tuple((kind, due) for kind, due in found if due)


def tasks_of(request: ServiceRequest) -> tuple[Ref, ...]:
    """The tasks that an act about the request may end."""
    return tuple(_task(request.id, kind, due) for kind, due in asks(request))


def timers(request: ServiceRequest) -> tuple[Timer, ...]:
    """The clocks of a request as it stands. None is cancelled: one that finds something else does nothing."""
    key = f"{request.offer}/{request.case_id}/{request.id}"
    dues = (request.answer_due, request.check_due, request.asked_until, request.renewal_due)
    clocks = tuple(Timer(CLOCK, key, due) for due in sorted({due for due in dues if due}))
    return clocks + ((look(request.offer, request.postponed_until),) if request.postponed_until else ())


def _task(request: UUID, kind: TaskKind, due: datetime) -> Ref:
    return Task, task.task_id(request, kind, due)
