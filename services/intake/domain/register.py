"""Registering a referral: the one path of every channel, from what was said to the first facts and receipts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID
from zoneinfo import ZoneInfo

from services.intake.domain.people import Letter, Person, PersonKey, age_band, person
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import NumberSeries, Rules
from shared.contracts.codes import Channel, ReferralDecision
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralReceived, ReferralTriaged
from shared.contracts.message import EdgeMessage
from shared.contracts.partner import ReferralDecided, ReferralRegistered, ReferralSubmitted
from shared.decision import Cause, Decision, Ref, Refusal, Reply, State, World

RIGA = ZoneInfo("Europe/Riga")


@dataclass(frozen=True, slots=True)
class Submission:
    """A referral as it reached us: what was said, by which door, and which partner said it (none for a resident)."""

    channel: Channel
    partner: str | None
    said: ReferralSubmitted


def refs(submission: Submission, cause: Cause, rules: Rules) -> Iterable[Ref]:
    yield Referral, referral_id(cause)
    yield NumberSeries, rules.number_prefix
    for name in _names(submission, rules):
        yield PersonKey, name


def register(world: World, submission: Submission, cause: Cause, rules: Rules) -> Decision:
    """Register a referral: number, class and clock; accepted at once where no decision is left to take.

    Registering the same message again changes nothing. Raises Refusal when the partner may not send this kind.
    """
    said, partner = submission.said, submission.partner
    if world.get(Referral, referral_id(cause)):
        return Decision()
    if partner and not rules.may_send(partner, said.kind):
        raise Refusal(
            code="kind-not-agreed",
            title="This kind of referral is not agreed with this partner",
            detail=f"Referrals of the kind {said.kind} are not agreed with {partner}: ask the municipality to add it.",
            status=403,
            pointers=(("/kind", "is not agreed with you"),),
        )
    series = _series(world, cause, rules)
    subject, keys = _subject(world, submission, cause, rules)
    facts = _facts(submission, cause, rules, series.number, subject)
    referral: Referral | None = None
    for fact in facts:
        referral = evolve(referral, fact)
    referral = replace(referral, reference=said.reference)
    letter = Letter(
        referral.id, said.narrative, said.subject.model_dump(mode="json", exclude_none=True),
        said.reporter.model_dump(mode="json", exclude_none=True) if said.reporter else None,
    )  # fmt: skip
    states: list[State] = [series, *keys, referral, letter]
    return Decision(tuple(states), facts, _receipts(referral, facts, cause))


def referral_id(cause: Cause) -> UUID:
    return cause.derive("referral")


def _names(submission: Submission, rules: Rules) -> list[str]:
    """Under which fingerprints the subject may be known already."""
    subject = submission.said.subject
    names = [f"code:{subject.personal_code}"] if subject.personal_code else []
    if submission.partner and subject.partner_person_id:
        names.append(f"partner:{submission.partner}:{subject.partner_person_id}")
    return [rules.fingerprint(name) for name in names]


def _series(world: World, cause: Cause, rules: Rules) -> NumberSeries:
    year = cause.time.astimezone(RIGA).year
    return (world.get(NumberSeries, rules.number_prefix) or NumberSeries(rules.number_prefix, year, 0)).next(year)


def _subject(world: World, submission: Submission, cause: Cause, rules: Rules) -> tuple[Person, list[State]]:
    """The person it is about: known already, or new. A new fingerprint of a known person is remembered."""
    names = _names(submission, rules)
    known = [key for name in names if (key := world.get(PersonKey, name))]
    id = known[0].person if known else cause.derive("person")
    who = person(id, submission.said.subject)
    keys = [PersonKey(name, id) for name in names if not world.get(PersonKey, name)]
    return who, [*keys, *([] if known else [who])]


def _facts(submission: Submission, cause: Cause, rules: Rules, number: str, who: Person) -> tuple[Fact, ...]:
    said = submission.said
    triage = rules.triage(said.kind, said.needs, cause.time)
    common = {"referral": referral_id(cause), "number": number, "partner": submission.partner, "kind": said.kind,
              "needs": said.needs, "subjects": (who.id,),
              "age_band": age_band(who.birth_date, cause.time.astimezone(RIGA).date())}  # fmt: skip
    facts: list[Fact] = [
        ReferralReceived(**common, channel=submission.channel, received_at=cause.time),
        ReferralTriaged(
            referral=common["referral"], priority=triage.priority, rule=triage.rule, due_at=triage.decide_by
        ),
    ]
    if rule := rules.accepted_by(said.kind, cause.time):
        facts.append(ReferralAccepted(**common, priority=triage.priority, due_at=triage.contact_by, rule=rule))
    return tuple(facts)


def _receipts(referral: Referral, facts: tuple[Fact, ...], cause: Cause) -> tuple[Reply, ...]:
    if not referral.partner:
        return ()
    reference, number = referral.reference, referral.number
    receipts: list[EdgeMessage] = [
        ReferralRegistered(
            message=cause.message or str(cause.id), reference=reference, number=number, received_at=referral.received_at
        )
    ]
    if isinstance(facts[-1], ReferralAccepted):
        receipts.append(ReferralDecided(reference=reference, number=number, decision=ReferralDecision.ACCEPTED))
    return tuple(Reply(referral.partner, receipt) for receipt in receipts)
