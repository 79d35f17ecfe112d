"""The clock of an undecided referral: when the time to accept or decline it runs out, that is a fact."""

from collections.abc import Iterable
from uuid import UUID

from services.intake.domain.referral import Referral, ReferralState
from services.intake.domain.rules import Rules
from shared.contracts.intake import ReferralClockMissed
from shared.decision import Cause, Decision, Ref, Timer, World

KIND = "referral-clock"


def clock(referral: Referral) -> tuple[Timer, ...]:
    """The timer of a referral that waits for a decision; none for one that needs none."""
    if referral.state is not ReferralState.RECEIVED:
        return ()
    return (Timer(KIND, referral.id, referral.decide_by),)


def refs(timer: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((Referral, UUID(str(timer.key))),)


def missed(world: World, timer: Timer, cause: Cause, rules: Rules) -> Decision:
    """Time is up. Nothing to tell when somebody has decided meanwhile: timers are never cancelled."""
    referral = world.get(Referral, UUID(str(timer.key)))
    # One that stood still, or that somebody set anew, has a later timer of its own.
    if referral is None or referral.state is not ReferralState.RECEIVED or referral.decide_by > timer.due:
        return Decision()
    fact = ReferralClockMissed(referral=referral.id, priority=referral.priority, due_at=timer.due)
    return Decision(facts=(fact,))
