"""Registering a referral: the one path of every channel, from what was said to the first facts and receipts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from services.intake.domain import early_warning, letters, receipts
from services.intake.domain.clock import clock
from services.intake.domain.letters import Letter
from services.intake.domain.numbers import NumberSeries
from services.intake.domain.people import recognise
from services.intake.domain.people.person import Person
from services.intake.domain.reference import PartnerReference, name
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from shared.calendar import RIGA
from shared.contracts.codes import Channel, ReferralDecision, ReferralKind
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralReceived, ReferralTriaged
from shared.contracts.partner import ReferralSubmitted
from shared.contracts.partner.referrals import Subject
from shared.decision import Cause, Decision, Ref, Refusal, Reply, World


@dataclass(frozen=True, slots=True)
class Submission:
    """A referral as it reached us: what was said, by which door, and which partner said it (none for a resident)."""

    channel: Channel
    partner: str | None
    said: ReferralSubmitted


def referral_id(cause: Cause) -> UUID:
    """The referral that a message leads to, by whichever door it comes."""
    return cause.derive("referral")


def refs(submission: Submission, cause: Cause, rules: Rules) -> Iterable[Ref]:
    """What registering touches."""
    id = referral_id(cause)
    return (
        (NumberSeries, rules.number_prefix),
        (Referral, id),
        (Letter, id),
        *early_warning.refs(submission.said.kind),
        *recognise.refs(submission.said.subject, submission.partner, cause, rules),
    )


def register(world: World, submission: Submission, cause: Cause, rules: Rules) -> Decision:
    """Register a referral: number, class and clock; accepted at once where no decision is left to take.

    The same message once more changes nothing and gets the same receipts. Raises Refusal when the partner may not send
    this kind, or has used the message's id before for another text.
    """
    said, partner = submission.said, submission.partner
    if known := world.get(Referral, referral_id(cause)):
        return _again(world, submission, known, cause, rules)
    must_be_agreed(partner, said.kind, rules)
    year = cause.time.astimezone(RIGA).year
    series = (world.get(NumberSeries, rules.number_prefix) or NumberSeries(rules.number_prefix)).next(year)
    subject, found = recognise.recognise(world, said.subject, partner, cause, rules)
    facts = _facts(submission, cause, rules, series.number, subject)
    referral: Referral | None = None
    for fact in facts:
        referral = evolve(referral, fact)
    referral = _with_words(referral, said)
    states = (series, *_reference(referral), referral, letters.letter(referral.id, said))
    decision = Decision(states, facts, _receipts(referral, said, cause, rules), clock(referral)) + found
    return decision + early_warning.received(world, said.kind, cause.time, rules)


def _again(world: World, submission: Submission, known: Referral, cause: Cause, rules: Rules) -> Decision:
    said = submission.said
    letter = world.get(Letter, known.id)
    if letter is None:
        # The referral was rebuilt from facts, which hold no names and no words; this message brings them back.
        known, letter = _with_words(known, said), letters.letter(known.id, said)
        who, found = recognise.recognise(world, said.subject, submission.partner, cause, rules)
        restored = Decision((*_reference(known), known, letter), (), _receipts(known, said, cause, rules))
        return restored + found if who.id in known.subjects else restored
    if (letter, known.kind, known.needs, known.reference) != (
        letters.letter(known.id, said), said.kind, said.needs, said.reference
    ):  # fmt: skip
        raise reused()
    return Decision((), (), _receipts(known, said, cause, rules))


def _with_words(referral: Referral, said: ReferralSubmitted) -> Referral:
    """With what no fact tells."""
    subject = said.subject
    return replace(
        referral, reference=said.reference, declared_residence=subject.declared_residence,
        actual_residence=subject.actual_residence,
    )  # fmt: skip


def must_be_agreed(partner: str | None, kind: ReferralKind, rules: Rules) -> None:
    """Raises Refusal when the partner may not send this kind. A resident may send any."""
    if partner and not rules.may_send(partner, kind):
        raise Refusal(
            code="kind-not-agreed",
            title="This kind of referral is not agreed with this partner",
            detail=f"Referrals of the kind {kind} are not agreed with {partner}: ask the municipality to add it.",
            status=403,
            pointers=(("/kind", "is not agreed with you"),),
        )


def reused() -> Refusal:
    """What a partner is told who uses a message's id for another one."""
    return Refusal(
        code="message-id-reused",
        title="This message id belongs to another message",
        detail="This id was used before for another message: send this one under a new id.",
        status=422,
    )


def _reference(referral: Referral) -> tuple[PartnerReference, ...]:
    """By which its sender will name it. Residents have no references."""
    if referral.partner is None:
        return ()
    return (PartnerReference(name(referral.partner, referral.reference), referral.id),)


def _facts(submission: Submission, cause: Cause, rules: Rules, number: str, subject: Person) -> tuple[Fact, ...]:
    said, id = submission.said, referral_id(cause)
    triage = rules.triage(said.kind, said.needs, cause.time)
    told = {
        "referral": id, "number": number, "partner": submission.partner, "kind": said.kind, "needs": said.needs,
        "subjects": (subject.id,),
        "age_band": letters.age_band(subject.birth_date, cause.time.astimezone(RIGA).date()),
    }  # fmt: skip
    channel = rules.channel(submission.partner, submission.channel)
    received = ReferralReceived(
        **told, channel=channel, received_at=cause.time, territory=_territory(said.subject, rules)
    )  # fmt: skip
    triaged = ReferralTriaged(referral=id, priority=triage.priority, rule=triage.rule, due_at=triage.decide_by)
    rule = rules.accepted_by(said.kind, cause.time)
    if rule is None:
        return received, triaged
    return received, triaged, ReferralAccepted(**told, priority=triage.priority, due_at=triage.contact_by, rule=rule)


def _territory(subject: Subject, rules: Rules) -> str | None:
    """Where somebody is counted: a parish is too small a place for a fact."""
    where = subject.declared_residence or subject.actual_residence
    return rules.territory(where) if where else None


def _receipts(referral: Referral, said: ReferralSubmitted, cause: Cause, rules: Rules) -> tuple[Reply, ...]:
    """What the partner is told at once; the same for the same message, whatever became of the referral since."""
    replies = receipts.registered(referral, letters.oddities(said.subject), cause)
    if rules.accepted_by(referral.kind, referral.received_at):
        replies += receipts.decided(referral, ReferralDecision.ACCEPTED)
    return replies
