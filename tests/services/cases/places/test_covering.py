"""No fact tells another service who has to do with which sensitive service; what the backup knows is found again."""

from dataclasses import replace
from uuid import uuid4

import pytest

from services.cases.domain.places.covering import UNDISCLOSED, RequestOffer, covered
from services.cases.domain.places.queue import Queue
from services.cases.domain.requests.request import RequestState, ServiceRequest
from services.cases.handlers import REPLAYED
from shared.contracts import examples
from shared.contracts.fact import Fact
from shared.contracts.registry import BY_TYPE
from shared.decision import derived
from tests.services.cases.places import life
from tests.services.cases.samples import MONDAY, RULES
from tests.services.memory import Memory, cause

PUBLIC = {"lv.tilts.cases.capacity-changed.v1", "lv.tilts.cases.service-place-changed.v1"}
"""Facts about offers and about nobody: anybody may read them in the catalogue."""
OF_SOMEBODY = sorted(type for type, fact in BY_TYPE.items() if "offer" in fact.model_fields and type not in PUBLIC)


def example(type: str) -> Fact:
    return BY_TYPE[type].model_validate(examples.example(BY_TYPE[type]))


@pytest.mark.parametrize("type", OF_SOMEBODY)
def test_a_fact_about_somebody_at_a_sensitive_offer_says_neither_which_offer_nor_which_service(type):
    fact = example(type)
    told = covered(fact, {fact.offer})
    assert str(fact.offer) not in told.encode().decode()
    assert getattr(told, "service", UNDISCLOSED) == UNDISCLOSED
    assert (told.key, type.startswith("lv.tilts.cases.")) == (fact.key, True)


@pytest.mark.parametrize("type", OF_SOMEBODY)
def test_any_other_fact_is_told_as_it_is(type):
    fact = example(type)
    assert covered(fact, {uuid4()}) == fact


@pytest.mark.parametrize("type", sorted(PUBLIC))
def test_what_the_catalogue_shows_anybody_is_told_as_it_is(type):
    fact = example(type)
    assert covered(fact, {fact.offer}) == fact


def test_two_people_at_one_sensitive_offer_cannot_be_put_together():
    one = example("lv.tilts.cases.service-requested.v1")
    other = one.model_copy(update={"request": uuid4()})
    assert covered(one, {one.offer}).offer != covered(other, {one.offer}).offer


def restored(memory: Memory, *known: ServiceRequest) -> Memory:
    """From the facts as others hear them, and from requests and a queue that a backup has."""
    after = Memory(RULES)
    for request in known:
        after.states[ServiceRequest, request.id] = request
        after.states[RequestOffer, request.id] = RequestOffer(request.id, request.offer)
        after.states[Queue, request.offer] = Queue(request.offer, request.service)
    for fact in memory.facts:
        if type(fact).__module__.endswith(".requests") and (not known or "service-requested" not in fact.type):
            after.hear(REPLAYED[fact.type], covered(fact, {life.OFFER}), cause("restore", MONDAY))
    return after


def test_after_a_restore_of_the_backup_the_queue_of_a_sensitive_offer_is_counted_on():
    memory = life.begun()
    id = life.request(memory, "Jānis")
    backup = life.one(memory, id)
    life.decide(memory, id)
    life.offer(memory)
    after = restored(memory, backup)
    assert after.states[ServiceRequest, id] == replace(life.one(memory, id))
    counted = after.states[Queue, life.OFFER]
    assert (counted.waiting, counted.offered) == (0, 1)
    assert len(after.of(Queue)) == 1


def test_after_a_restore_of_the_log_alone_a_request_is_there_and_which_service_it_was_is_not():
    memory = life.begun()
    id = life.waiting(memory, "Jānis")
    after = restored(memory)
    request = after.states[ServiceRequest, id]
    assert (request.state, request.service) == (RequestState.WAITING, UNDISCLOSED)
    assert request.offer == derived(id, "offer") != life.OFFER
    assert after.states[Queue, request.offer].waiting == 1
