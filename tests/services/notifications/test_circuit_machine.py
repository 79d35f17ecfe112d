"""Any tries that end in any order, however late: one probe at a time, never shut for ever, closed by each success."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.notifications.domain.circuit import judged, probing
from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.endpoint import Circuit, own_endpoint
from shared.contracts.codes import NoticeChannel
from tests.services.notifications.samples import CENTRE, id_of
from tests.services.notifications.test_circuit import NOW, tried

LEASE = timedelta(minutes=1)
LONGEST = timedelta(hours=1)
OUTCOMES = (TryOutcome.DELIVERED, TryOutcome.REJECTED, TryOutcome.UNREACHABLE, TryOutcome.UNANSWERED)


class Tries(RuleBasedStateMachine):
    """One endpoint, and tries of a dozen notices. One that never ends is a crash."""

    @initialize()
    def begin(self):
        self.endpoint, self.now = own_endpoint(CENTRE, NoticeChannel.WEBHOOK), NOW
        self.under_way = []

    @property
    def is_closed(self) -> bool:
        return self.endpoint.circuit is Circuit.CLOSED

    @property
    def may_begin(self) -> bool:
        return self.is_closed or self.endpoint.until <= self.now

    @rule(seconds=st.sampled_from([1, 20, 90, 1200]))
    def time_passes(self, seconds):
        self.now += timedelta(seconds=seconds)

    @precondition(lambda self: self.may_begin)
    @rule(names=st.lists(st.sampled_from("abcdefghijkl"), min_size=1, max_size=6))
    def tries_begin(self, names):
        """As the claim lets them: all while it is closed, else one."""
        if self.is_closed:
            self.under_way += names
            return
        self.endpoint = probing(self.endpoint, id_of(f"notice {names[0]}"), self.now + LEASE)
        self.under_way.append(names[0])

    @precondition(lambda self: self.under_way)
    @rule(data=st.data(), outcome=st.sampled_from(OUTCOMES), asked=st.sampled_from([None, 0, 5, 3600]))
    def a_try_ends(self, data, outcome, asked):
        name = data.draw(st.sampled_from(self.under_way))
        self.under_way.remove(name)
        before = self.endpoint
        status = {TryOutcome.DELIVERED: 200, TryOutcome.REJECTED: 503}.get(outcome)
        wait = None if asked is None or outcome is not TryOutcome.REJECTED else timedelta(seconds=asked)
        self.endpoint = judged(before, tried(outcome, name, self.now, status=status, retry_after=wait))
        if outcome is TryOutcome.DELIVERED:
            assert self.is_closed
        elif before.circuit is not Circuit.CLOSED:
            assert not self.is_closed, "a failure closed it"
            is_the_probe = before.circuit is Circuit.HALF_OPEN and before.probe == id_of(f"notice {name}")
            assert is_the_probe or self.endpoint.until == before.until, "another probe may begin beside this one"
            assert not is_the_probe or self.endpoint.until >= self.now + timedelta(seconds=45), "it was asked in vain"

    @invariant()
    def it_is_never_shut_for_ever(self):
        if not self.is_closed:
            assert self.endpoint.until - self.now <= LONGEST
            assert self.endpoint.opened_at is not None

    @invariant()
    def it_remembers_no_more_than_it_needs(self):
        assert len(self.endpoint.failed) <= 5


TestTries = Tries.TestCase
TestTries.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
