"""Triage by a person: another class or clock than the rules gave, with a reason. Rules never take it back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.intake.domain.acts import Act, require
from services.intake.domain.clock import clock
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from shared.contracts.codes import Priority
from shared.contracts.intake import ReferralTriaged
from shared.contracts.referral_codes import ReferralState, TriageReason
from shared.decision import Cause, Decision, Refusal

OVERRIDE = "override"
"""Stands where a rule's code would."""
_LATEST = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Override:
    """What a person decides; a clock that is left out stays as it is."""

    priority: Priority
    reason: TriageReason
    decide_by: datetime | None = None
    contact_by: datetime | None = None


def override(referral: Referral, wish: Override, cause: Cause) -> Decision:
    """Raises Refusal when the referral does not wait for a decision, or a clock would be over or far away."""
    require(referral, Act.TRIAGE)
    for name in ("decide_by", "contact_by"):
        wanted = getattr(wish, name)
        if wanted and not cause.time < wanted <= cause.time + _LATEST:
            raise Refusal(
                code="clock-out-of-range", title="A clock must end in the next 60 days",
                detail="Give an instant that lies ahead, at most 60 days.", pointers=((f"/{name}", "is out of range"),),
            )  # fmt: skip
    fact = ReferralTriaged(
        referral=referral.id, priority=wish.priority, rule=OVERRIDE, due_at=wish.decide_by or referral.decide_by,
        contact_by=wish.contact_by or referral.contact_by, reason=wish.reason, by=cause.staff,
    )  # fmt: skip
    after = evolve(referral, fact)
    return Decision((after,), (fact,), timers=clock(after))


def again(referral: Referral, cause: Cause, rules: Rules) -> Decision:
    """What a corrected referral's class is now. A correction may shorten the clock, and never lengthens it."""
    triage = rules.triage(referral.kind, referral.needs, cause.time)
    if referral.state is not ReferralState.RECEIVED or referral.rule in (OVERRIDE, triage.rule):
        return Decision()
    due_at = min(triage.decide_by, referral.decide_by)
    fact = ReferralTriaged(referral=referral.id, priority=triage.priority, rule=triage.rule, due_at=due_at)
    after = evolve(referral, fact)
    return Decision((after,), (fact,), timers=clock(after))
