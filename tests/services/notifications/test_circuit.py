"""The circuit: what fails for many is left alone, tried by one, and never because of a single letter."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.notifications.domain.circuit import judged, probing
from services.notifications.domain.delivery import Message, Tried, Try, TryOutcome
from services.notifications.domain.endpoint import Circuit, Endpoint, endpoint_behind, own_endpoint
from shared.contracts.agency_channels import ChannelDisabled
from shared.contracts.codes import AgeBand, NoticeChannel, Priority
from tests.services.memory import Memory
from tests.services.notifications.machine import Machine
from tests.services.notifications.samples import CENTRE, RULES, SOCIETY, id_of, told

NOW = datetime(2026, 3, 16, 8, tzinfo=UTC)
DELIVERED, REJECTED, GONE, UNREACHABLE, UNANSWERED = TryOutcome
WEBHOOK, TOPIC, EMAIL = NoticeChannel.WEBHOOK, NoticeChannel.PARTNER_TOPIC, NoticeChannel.EMAIL
CLOSED, OPEN, HALF_OPEN = Circuit


def tried(outcome, name="a", at=NOW, channel=WEBHOOK, **more) -> Tried:
    """A try of the notice of that name."""
    begun = Try(f"{name}/1", id_of(f"notice {name}"), 1, channel, Message.NOTICE, NOW)
    return Tried(begun, CENTRE, None, outcome, at, **more)


def after(*tries: Tried, endpoint: Endpoint | None = None) -> Endpoint:
    """The centre's webhook, or the given one, after these tries."""
    endpoint = endpoint or own_endpoint(CENTRE, WEBHOOK)
    for one in tries:
        endpoint = judged(endpoint, one)
    return endpoint


def opened() -> Endpoint:
    return after(*(tried(UNANSWERED, name) for name in "abcde"))


def half_open(reopened: int = 0) -> Endpoint:
    return replace(probing(opened(), id_of("notice a"), NOW + timedelta(minutes=1)), reopened=reopened)


def test_five_notices_that_fail_in_a_row_open_it():
    assert after(*(tried(UNANSWERED, name) for name in "abcd")).circuit is CLOSED
    endpoint = opened()
    assert (endpoint.circuit, endpoint.opened_at) == (OPEN, NOW)
    assert timedelta(seconds=22) < endpoint.until - NOW < timedelta(seconds=38)


def test_one_sick_notice_never_does_however_often_it_fails():
    assert after(*[tried(REJECTED, status=500)] * 20).circuit is CLOSED


def test_one_success_between_them_begins_the_row_anew():
    tries = [tried(UNANSWERED, name) for name in "abcd"]
    assert after(*tries, tried(DELIVERED, "e"), *tries).circuit is CLOSED


@pytest.mark.parametrize(
    ("outcome", "status", "channel", "is_the_letters"),
    [
        (REJECTED, 400, WEBHOOK, True),
        (REJECTED, 413, WEBHOOK, True),
        (REJECTED, 422, WEBHOOK, True),
        (REJECTED, 302, WEBHOOK, False),
        (REJECTED, 401, WEBHOOK, False),
        (REJECTED, 404, WEBHOOK, False),
        (REJECTED, 429, WEBHOOK, False),
        (REJECTED, 500, WEBHOOK, False),
        (UNREACHABLE, None, WEBHOOK, False),
        (UNANSWERED, None, TOPIC, False),
        (UNREACHABLE, 451, EMAIL, True),
        (REJECTED, 550, EMAIL, True),
        (UNREACHABLE, None, EMAIL, False),
        (UNANSWERED, None, EMAIL, False),
    ],
)
def test_what_is_the_letters_own_and_what_the_endpoints(outcome, status, channel, is_the_letters):
    tries = [tried(outcome, name, channel=channel, status=status) for name in "abcde"]
    endpoint = after(*tries, endpoint=endpoint_behind(CENTRE, channel))
    assert (endpoint.circuit is CLOSED) == is_the_letters


@pytest.mark.parametrize("outcome", [DELIVERED, REJECTED])
@pytest.mark.parametrize("endpoint", [opened(), half_open(3)], ids=["open", "half open"])
def test_a_success_by_any_try_closes_it_and_a_letter_that_was_read_is_one(endpoint, outcome):
    endpoint = after(tried(outcome, "any", status=422 if outcome is REJECTED else 200), endpoint=endpoint)
    assert (endpoint.circuit, endpoint.failed, endpoint.reopened, endpoint.until) == (CLOSED, (), 0, None)


def test_an_address_that_was_taken_away_says_nothing_of_the_server():
    server = replace(opened(), id="email", channel=EMAIL, agency=None)
    assert after(tried(GONE, channel=EMAIL), endpoint=server) == server


@pytest.mark.parametrize(("reopened", "seconds"), [(0, 60), (1, 120), (4, 900), (20, 900)])
def test_a_probe_that_fails_opens_it_again_for_longer(reopened, seconds):
    endpoint = after(tried(UNANSWERED), endpoint=half_open(reopened))
    assert (endpoint.circuit, endpoint.reopened) == (OPEN, reopened + 1)
    assert 0.75 * seconds <= (endpoint.until - NOW).total_seconds() <= 1.25 * seconds


@pytest.mark.parametrize("endpoint", [opened(), half_open()], ids=["open", "half open"])
def test_what_was_under_way_before_does_not_prolong_it(endpoint):
    late = after(tried(UNANSWERED, "z", NOW + timedelta(seconds=9)), endpoint=endpoint)
    assert (late.circuit, late.until, late.reopened) == (endpoint.circuit, endpoint.until, 0)


@pytest.mark.parametrize("status", [429, 503])
def test_a_receiver_that_says_when_is_left_alone_until_then(status):
    wait = timedelta(minutes=7)
    endpoint = after(tried(REJECTED, status=status, retry_after=wait))
    assert (endpoint.circuit, endpoint.until) == (OPEN, NOW + wait)
    probed = probing(endpoint, id_of("notice a"), NOW + timedelta(minutes=8))
    again = after(tried(REJECTED, status=status, retry_after=timedelta(seconds=1)), endpoint=probed)
    assert again.until - NOW >= timedelta(seconds=45)


def test_circuits_that_opened_together_are_not_probed_together():
    def until(first: str):
        return after(*(tried(UNANSWERED, f"{first}{name}") for name in "abcde")).until

    assert len({until(first) for first in "abcdefgh"}) > 4


@pytest.fixture
def centre():
    """A notice to the crisis centre, by webhook and then by its topic."""
    memory = Memory(RULES)
    return Machine(memory, told(memory, priority=Priority.URGENT, age_band=AgeBand.AGE_25_64))


def known(machine: Machine, channel=WEBHOOK, agency=CENTRE) -> Endpoint:
    return machine.memory.states[Endpoint, own_endpoint(agency, channel).id]


class TestGone:
    """410: there is nobody any more."""

    def test_the_webhook_is_disabled_as_a_fact_and_stays_so_once(self, centre):
        centre.try_once(GONE, status=410)
        centre.ends(centre.begun[0], GONE, status=410)
        facts = [fact for fact in centre.memory.facts if isinstance(fact, ChannelDisabled)]
        assert [(fact.agency, fact.channel) for fact in facts] == [(CENTRE, WEBHOOK)]
        assert known(centre).disabled_since is not None

    def test_a_success_of_before_does_not_enable_it(self, centre):
        first, second = centre.claim(), centre.claim()
        centre.ends(second, GONE, status=410)
        centre.ends(first, DELIVERED)
        assert known(centre).disabled_since is not None


def test_a_mail_tells_of_the_server_and_when_the_agency_was_last_reached():
    memory = Memory(RULES)
    machine = Machine(memory, told(memory))
    begun = replace(machine.claim(), channel=EMAIL)
    machine.notice = replace(machine.notice, agency=SOCIETY)
    machine.ends(begun, DELIVERED, status=250)
    assert known(machine, EMAIL, SOCIETY).last_success == machine.now
    assert memory.states[Endpoint, "email"].last_success == machine.now


def test_a_failure_is_not_counted_on_the_channel_that_it_was_passed_on_to(centre):
    begun = centre.claim()
    moved = replace(centre.delivery, channel=TOPIC, failures=0)
    centre.memory.states[type(moved), moved.id] = moved
    centre.ends(begun, UNANSWERED)
    assert centre.delivery == moved
