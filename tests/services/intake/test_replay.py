"""Facts say what was done: replaying intake's own, and hearing those of cases again, gives its state back.

Only a partner's message knows its reference and the words; those are in no fact.
"""

from contextlib import suppress
from dataclasses import replace
from uuid import UUID, uuid5

from hypothesis import given, settings
from hypothesis import strategies as st

from services.intake.domain import clock, decide
from services.intake.domain.numbers import NumberSeries
from services.intake.domain.partners import Partner, configure
from services.intake.domain.referral import Referral, ReferralState
from services.intake.handlers import FACTS, REPLAYED, TIMERS
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, CaseOutcome, DeclineReason, PartnerKind, Priority, ReferralKind
from shared.contracts.intake import ReferralClockMissed
from shared.contracts.registry import decode
from shared.decision import Cause, Refusal, Timer
from tests.services.intake.samples import MONDAY, POLICE, RULES, SCHOOL, registered
from tests.services.memory import Memory, cause

MESSAGES = st.sampled_from(
    [
        {"partner": SCHOOL, "message": "m1"},
        {"partner": SCHOOL, "message": "m2", "kind": "school.neglect_signs", "needs": ["child_neglect"]},
        {"partner": SCHOOL, "message": "m2", "kind": "police.family_violence"},
        {"partner": POLICE, "message": "m1", "kind": "police.family_violence"},
        {"partner": None, "message": "call", "kind": "self_referral", "needs": ["crisis"]},
    ]
)
STEPS = st.one_of(
    st.tuples(st.just("register"), MESSAGES),
    st.tuples(st.sampled_from(["accept", "decline", "open", "close", "time_out"]), st.integers(0, 3)),
    st.tuples(st.just("configure"), st.sampled_from(PartnerKind)),
)


class History:
    """Intake in memory, driven by steps of which many are refused, and what it heard of cases."""

    def __init__(self) -> None:
        self.memory = Memory(RULES)
        self.heard = []

    def register(self, message: dict, why: Cause) -> None:
        registered(self.memory, **message)

    def configure(self, kind: PartnerKind, why: Cause) -> None:
        self.memory.take([(Partner, SCHOOL)], lambda world: configure(world, [Partner(SCHOOL, kind)]))

    def accept(self, nth: int, why: Cause) -> None:
        self._decide(nth, lambda referral: decide.accept(referral, why, RULES))

    def decline(self, nth: int, why: Cause) -> None:
        self._decide(nth, lambda referral: decide.decline(referral, DeclineReason.DUPLICATE, why))

    def time_out(self, nth: int, why: Cause) -> None:
        if referral := self._referral(nth):
            timer = Timer(clock.KIND, referral.id, MONDAY)
            self.memory.hear(TIMERS[timer.kind], timer, why)

    def open(self, nth: int, why: Cause) -> None:
        """Cases opens a case from what was accepted, and from nothing else."""
        referral = self._referral(nth)
        if referral and referral.state is ReferralState.ACCEPTED:
            self._hear(
                CaseOpened(
                    case=case_of(referral), referrals=(referral.id,), subjects=(), kind=ReferralKind.OTHER,
                    priority=Priority.ROUTINE, needs=(), age_band=AgeBand.UNKNOWN, unit=case_of(referral),
                    opened_at=MONDAY,
                ), why,
            )  # fmt: skip

    def close(self, nth: int, why: Cause) -> None:
        referral = self._referral(nth)
        if referral and referral.state is ReferralState.IN_PROGRESS:
            fact = CaseClosed(
                case=referral.case_id, referrals=(referral.id,), outcome=CaseOutcome.NEEDS_MET, closed_at=MONDAY
            )
            self._hear(fact, why)

    def _referral(self, nth: int) -> Referral | None:
        referrals = self.memory.of(Referral)
        return referrals[nth % len(referrals)] if referrals else None

    def _decide(self, nth: int, rule) -> None:
        if referral := self._referral(nth):
            ref = (Referral, referral.id)
            self.memory.take([ref], lambda world: rule(world.get(*ref)))

    def _hear(self, fact, why: Cause) -> None:
        self.heard.append(fact)
        self.memory.hear(FACTS[fact.type], fact, why)


def case_of(referral: Referral) -> UUID:
    return uuid5(UUID(int=0), str(referral.id))


def what_facts_say(memory: Memory) -> list:
    """`version` counts steps, and being taken up by a case is a step that is skipped once the case has ended."""
    referrals = [replace(referral, reference=None, version=0) for referral in memory.of(Referral)]
    return sorted(referrals, key=lambda referral: referral.number) + memory.of(Partner) + memory.of(NumberSeries)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=25))
def test_own_facts_replayed_and_those_of_cases_heard_again_give_the_same_state(steps):
    history = History()
    for index, (what, how) in enumerate(steps):
        with suppress(Refusal):
            getattr(history, what)(how, cause(f"step {index}", MONDAY))
    restored = Memory(RULES)
    for fact in history.memory.facts:
        if not isinstance(fact, ReferralClockMissed):
            restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    for fact in history.heard:
        assert restored.hear(FACTS[fact.type], fact, cause("heard again", MONDAY)).facts == ()
    assert what_facts_say(restored) == what_facts_say(history.memory)
