"""Requests and places: their clocks, and their rebuilding from the log. Each fact is of one request; queues follow."""

from collections.abc import Iterable

from services.cases.domain.places import clocks, line, supply, turn
from services.cases.domain.places.covering import RequestOffer
from services.cases.domain.places.queue import Queue, moved
from services.cases.domain.requests.request import FACTS, ServiceRequest, evolve
from services.cases.domain.rules import Rules
from shared.contracts import requests as told
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World

TIMERS = {
    line.CLOCK: Handler(clocks.refs, clocks.run_out),
    turn.NEXT: Handler(clocks.refs_of_next, clocks.look_again),
}


def _refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(RequestOffer, fact.request), (Queue, fact.offer), (ServiceRequest, fact.request)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    before = world.get(ServiceRequest, fact.request)
    after = evolve(before, fact)
    order = supply.rule_of(rules, after.service, cause.time).order
    # The fact of a sensitive service does not say which offer; a request that the backup has does.
    queue = world.get(Queue, after.offer) or Queue(after.offer, after.service)
    clocks = (*line.timers(after), turn.look(after.offer, turn.RESTORED))
    return Decision((moved(queue, before, after, order), after), timers=clocks)


def _of_request(fact: told.ServiceRequested, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(ServiceRequest, fact.request)]


def _replay_requested(world: World, fact: told.ServiceRequested, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(None, fact),))


REPLAYED = {fact.type: Handler(_refs, _replay) for fact in FACTS} | {
    told.ServiceRequested.type: Handler(_of_request, _replay_requested)
}
