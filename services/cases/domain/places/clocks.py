"""What becomes of requests without anybody asking: offers run out, who waits is asked, renewals fall due."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.places import offering, supply
from services.cases.domain.places.line import Line, said
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
from shared.contracts.requests import ServiceRenewalDue, WaitingUnanswered
from shared.decision import Cause, Decision, Ref, Timer, World

AT_ONCE = 20
"""How many are offered a place in one transaction; the others are in the next, a moment later."""


def refs(told: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    offer, case, request = map(UUID, str(told.key).split("/"))
    yield from supply.refs(offer)
    yield supply.front(offer, cause.time)
    yield Case, case
    yield ServiceRequest, request
    yield Task, task.task_id(request, TaskKind.PLACE_ANSWER, told.due)


def run_out(world: World, told: Timer, cause: Cause, rules: Rules) -> Decision:
    """Something about a request has run out; nothing happens when it stands otherwise meanwhile."""
    offer, _, id = map(UUID, str(told.key).split("/"))
    request = world.get(ServiceRequest, id)
    if request is None:
        return Decision()
    line = supply.line(world, offer, request.service, cause, rules)
    if request.answer_due == told.due:
        return offering.lapse(line, request)[1]
    fact = _fact(line, request, told)
    return said(line, request, fact)[1] if fact else Decision()


def refs_of_next(told: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    offer = UUID(str(told.key))
    return (*supply.refs(offer), supply.front(offer, cause.time, count=AT_ONCE))


def look_again(world: World, told: Timer, cause: Cause, rules: Rules) -> Decision:
    """Somebody may have become next, or a place free: as many are offered one as there are places and people."""
    queue = supply.queue_of(world, UUID(str(told.key)))
    if queue is None:
        return Decision()
    line, decision = supply.line(world, queue.id, queue.service, cause, rules), Decision()
    while True:
        line, offered = offering.fill(line)
        decision += offered
        if not offered.facts:
            return decision


def _fact(line: Line, request: ServiceRequest, told: Timer) -> Fact | None:
    waits = request.state is RequestState.WAITING
    if waits and request.check_due == told.due and request.asked_until is None:
        return offering.ask(line, request)
    if waits and request.asked_until == told.due and request.unreachable_since is None:
        return WaitingUnanswered(
            request=request.id, case=request.case_id, offer=request.offer, since=told.due
        )  # fmt: skip
    if request.renewal_due == told.due:
        return ServiceRenewalDue(
            request=request.id, case=request.case_id, offer=request.offer, ends_at=request.ends_at
        )  # fmt: skip
    return None
