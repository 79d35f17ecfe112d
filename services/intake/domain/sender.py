"""What the sender of a referral says of it later: a correction, an addition, a withdrawal, or a question how it stands.

Kafka and HTTP lead here. The same message twice counts once; the referral's status after it is the receipt.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from services.intake.domain import inquire, letters, receipts, triage
from services.intake.domain.acts import Act, require
from services.intake.domain.people import recognise
from services.intake.domain.reference import PartnerReference, name, named, theirs
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.register import must_be_agreed, reused
from services.intake.domain.rules import Rules
from services.intake.domain.supplement import Supplement, supplement, supplement_id
from shared.calendar import RIGA
from shared.contracts import intake
from shared.contracts.partner import InformationSupplied, ReferralCorrected, ReferralWithdrawn, StatusAsked
from shared.contracts.referral_codes import ReferralState
from shared.decision import Cause, Decision, Handler, Ref, World

Said = ReferralCorrected | InformationSupplied | ReferralWithdrawn


def withdraw(world: World, referral: Referral, said: ReferralWithdrawn, cause: Cause, rules: Rules) -> Decision:
    """It is taken back, whether or not a case has grown from it: cases is told."""
    fact = intake.ReferralWithdrawn(referral=referral.id, reason=said.reason)
    return Decision((evolve(referral, fact),), (fact,))


def supply(world: World, referral: Referral, said: InformationSupplied, cause: Cause, rules: Rules) -> Decision:
    """Something is added, asked for or not."""
    return inquire.supplied(referral, cause, rules)


def correct(world: World, referral: Referral, said: ReferralCorrected, cause: Cause, rules: Rules) -> Decision:
    """It says something else now. That is information too: a clock that stood still runs on."""
    if said.kind:
        must_be_agreed(cause.partner, said.kind, rules)
    decision = Decision()
    about = {"subjects": referral.subjects, "age_band": referral.age_band}
    if said.subject:
        who, found = recognise.recognise(world, said.subject, cause.partner, cause, rules)
        about = {
            "subjects": (who.id,), "age_band": letters.age_band(who.birth_date, cause.time.astimezone(RIGA).date()),
        }  # fmt: skip
        decision += found
    fact = intake.ReferralCorrected(
        referral=referral.id, kind=said.kind or referral.kind,
        needs=referral.needs if said.needs is None else said.needs, **about,
    )  # fmt: skip
    after = evolve(referral, fact)
    if said.subject:
        declared, actual = said.subject.declared_residence, said.subject.actual_residence
        after = replace(after, declared_residence=declared, actual_residence=actual)
    decision += Decision((after,), (fact,))
    if referral.state is ReferralState.NEEDS_INFO:
        going_on = inquire.supplied(after, cause, rules)
        decision, after = decision + going_on, going_on.states[0]
    return decision + triage.again(after, cause, rules)


@dataclass(frozen=True, slots=True)
class Later:
    """One of the sender's acts, and what comes of it."""

    act: Act
    decide: Callable[[World, Referral, Said, Cause, Rules], Decision]


LATER: dict[type[Said], Later] = {
    ReferralCorrected: Later(Act.CORRECT, correct),
    InformationSupplied: Later(Act.SUPPLY, supply),
    ReferralWithdrawn: Later(Act.WITHDRAW, withdraw),
}


def refs(said: Said, cause: Cause, rules: Rules) -> Iterable[Ref]:
    """What a message touches, apart from the referral itself."""
    yield Supplement, supplement_id(cause)
    if subject := getattr(said, "subject", None):
        yield from recognise.refs(subject, cause.partner, cause, rules)


def hear(world: World, referral: Referral | None, said: Said, cause: Cause, rules: Rules) -> Decision:
    """Let a message take effect on the referral it is about. Raises Refusal when it is not theirs, or is over."""
    referral, later = theirs(referral, cause.partner), LATER[type(said)]
    words = said.model_dump(mode="json", exclude_none=True)
    if said_before := world.get(Supplement, supplement_id(cause)):
        # By another door: its receipt is on its way since.
        if (said_before.referral, said_before.act, said_before.said) != (referral.id, later.act, words | _raw(said)):
            raise reused()
        return Decision()
    require(referral, later.act)
    decision = later.decide(world, referral, said, cause, rules)
    after = [state for state in decision.states if isinstance(state, Referral)][-1]
    noted = supplement(referral, later.act, words | _raw(said), cause)
    return decision + Decision((noted,), (), receipts.status(after, cause))


def _raw(said: Said) -> dict:
    """Codes that we read as `other`, as they were written."""
    raw = dict(getattr(said, "unknown_codes", ()))
    return {"unknown_codes": raw} if raw else {}


def _by_reference(said: Said | StatusAsked, cause: Cause, rules: Rules) -> Iterable[Ref]:
    yield PartnerReference, name(cause.partner, said.reference)
    if not isinstance(said, StatusAsked):
        yield from refs(said, cause, rules)


def _hear_by_reference(world: World, said: Said, cause: Cause, rules: Rules) -> Decision:
    return hear(world, named(world, cause.partner, said.reference), said, cause, rules)


def _status(world: World, said: StatusAsked, cause: Cause, rules: Rules) -> Decision:
    referral = theirs(named(world, cause.partner, said.reference), cause.partner)
    return Decision(replies=receipts.status(referral, cause))


MESSAGES = {
    **{said.type: Handler(_by_reference, _hear_by_reference) for said in LATER},
    StatusAsked.type: Handler(_by_reference, _status),
}
