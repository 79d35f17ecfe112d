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


def refs(told: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    offer, case, request = map(UUID, str(told.key).split("/"))
    yield from supply.refs(offer)
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
    return supply.refs(UUID(str(told.key)))


def look_again(world: World, told: Timer, cause: Cause, rules: Rules) -> Decision:
    """Who is next was not at hand when a place became free: now they are."""
    queue = supply.queue_of(world, UUID(str(told.key)))
    return offering.fill(supply.line(world, queue.id, queue.service, cause, rules))[1] if queue else Decision()


def _fact(line: Line, request: ServiceRequest, told: Timer) -> Fact | None:
    waits = request.state is RequestState.WAITING
    if waits and request.check_due == told.due:
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
