"""The social service as a partner meets it: registers at once, decides after a while, concludes after another.

Referrals are decided by intake's own rules over a state in memory; only the people are missing, so time decides in
their place. Nothing runs in between: what has become due is done when somebody asks.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from services.intake.domain import assistance, decide, inquiry, sender
from services.intake.domain.referral import Referral
from services.intake.domain.register import Submission, referral_id, refs, register
from services.intake.handlers import FACTS
from services.intake.rules import MunicipalRules
from shared.calendar import Clock
from shared.contracts.cases import CaseClosed
from shared.contracts.codes import CaseOutcome, DeclineReason, ReferralKind
from shared.contracts.message import EdgeMessage
from shared.contracts.referral_codes import HelpFamily, InquiryAnswer, ReferralState
from shared.decision import Cause, Decision, World
from shared.decision.memory import Memory

NUMBERS = "SIM"
"""Begins every number here, so that none is taken for one of a municipality."""


@dataclass(frozen=True, slots=True)
class Told:
    """A receipt under its id, and when it would lie on the partner's topic."""

    id: UUID
    at: datetime
    receipt: EdgeMessage


@dataclass
class Office:
    """`delay` is from receipt to decision, and from there to the end. With `declines`, every referral is declined."""

    rules: MunicipalRules
    clock: Clock
    delay: timedelta
    declines: DeclineReason | None = None
    told: list[Told] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._memory = Memory(replace(self.rules, number_prefix=NUMBERS))

    def take(self, submission: Submission, cause: Cause) -> Referral:
        """Register a referral. Raises Refusal where intake does."""
        self.move_on()
        rules = self._memory.rules
        touched = refs(submission, cause, rules)
        self._tell(cause.time, self._memory.take(touched, lambda w: register(w, submission, cause, rules)))
        return self._memory.states[Referral, referral_id(cause)]

    def hear(self, id: UUID, said: sender.Said, cause: Cause) -> Referral:
        """Let the sender correct it, add to it or take it back. Raises Refusal where intake does."""
        self.move_on()
        target, rules = (Referral, id), self._memory.rules
        touched = [target, *sender.refs(said, cause, rules)]
        decision = self._memory.take(touched, lambda w: sender.hear(w, w.get(*target), said, cause, rules))
        self._tell(cause.time, decision)
        return self._memory.states[target]

    def referral(self, id: UUID) -> Referral | None:
        """One referral as it is by now."""
        self.move_on()
        return self._memory.states.get((Referral, id))

    def receipts(self) -> list[Told]:
        """All that was told until now, in the order in which it was told."""
        self.move_on()
        return self.told

    def move_on(self) -> None:
        """Do what has become due."""
        now = self.clock.now()
        for state, step, waits in (
            (ReferralState.RECEIVED, self._decide, self.delay),
            (ReferralState.ACCEPTED, self._end, 2 * self.delay),
        ):
            for referral in self._memory.of(Referral):
                if referral.state is state and referral.received_at + waits <= now:
                    step(referral, referral.received_at + waits)

    def _decide(self, referral: Referral, at: datetime) -> None:
        cause, rules = _somebody(at), self._memory.rules

        def decision(_: World) -> Decision:
            if self.declines:
                return decide.decline(referral, self.declines, cause)
            if referral.kind is ReferralKind.INQUIRY:
                return inquiry.answer(referral, InquiryAnswer.INFORMATION_GIVEN, cause)
            if referral.family is HelpFamily.ASSISTANCE:
                return assistance.forward(referral, next(iter(rules.benefit_systems)), NUMBERS, cause, rules)
            return decide.accept(referral, cause, rules)

        self._tell(at, self._memory.take([(Referral, referral.id)], decision))

    def _end(self, referral: Referral, at: datetime) -> None:
        ended = CaseClosed(case=uuid4(), referrals=(referral.id,), outcome=CaseOutcome.NEEDS_MET, closed_at=at)
        self._tell(at, self._memory.hear(FACTS[CaseClosed.type], ended, _somebody(at)))

    def _tell(self, at: datetime, decision: Decision) -> None:
        self.told += [Told(uuid4(), at, reply.message) for reply in decision.replies]


def _somebody(at: datetime) -> Cause:
    id = uuid4()
    return Cause(id, at, str(id), "simulator")
