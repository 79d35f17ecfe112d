"""What somebody said to a text that was read to them, and what cannot have been said so."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.consents.allows import covers
from services.cases.domain.consents.consent import Allowance
from services.cases.domain.consents.rules import ConsentText, Offer
from services.cases.domain.rules import Rules
from shared.contracts.codes import AgeBand
from shared.contracts.consent_codes import ConsentAnswer, ConsentCapacity, ConsentMode
from shared.decision import Cause, Refusal

CHILDREN = frozenset({AgeBand.AGE_0_2, AgeBand.AGE_3_6, AgeBand.AGE_7_13, AgeBand.AGE_14_17})


@dataclass(frozen=True, slots=True)
class Said:
    """What was said to which version of which text, by whom, about whom, how and when, and who heard it."""

    person: UUID
    said_by: UUID
    capacity: ConsentCapacity
    text: str
    text_version: int
    answer: ConsentAnswer
    mode: ConsentMode
    said_at: datetime
    allowances: tuple[Allowance, ...] = ()
    witness: UUID | None = None
    words: str = ""


def checked(said: Said, case: Case, cause: Cause, rules: Rules) -> ConsentText:
    """The text that was read. Raises Refusal when it cannot have been said so."""
    text = _text_of(said, cause, rules)
    must_be_about(case, said.person)
    _must_speak_for_them(case, said)
    _must_make_sense(said, text)
    _must_be_heard(said, text, cause)
    return text


def must_be_about(case: Case, person: UUID) -> None:
    """Raises Refusal for somebody whom the case is not about."""
    if person not in case.subjects:
        raise Refusal(
            code="consent-of-a-stranger", title="The case is not about them",
            detail="A consent is recorded, and something shared, about somebody whom the case is about.",
            pointers=(("/person", "is none of the case's subjects"),),
        )  # fmt: skip


def must_not_be_ahead(at: datetime, pointer: str, cause: Cause) -> None:
    """Raises Refusal for an instant that has not come."""
    if at > cause.time:
        raise Refusal(
            code="consent-in-the-future", title="It has not been said yet",
            detail="Record what was said, once it was said.", pointers=((pointer, "lies in the future"),),
        )  # fmt: skip


def _text_of(said: Said, cause: Cause, rules: Rules) -> ConsentText:
    must_not_be_ahead(said.said_at, "/said_at", cause)
    text = rules.consents.text(said.text, said.text_version)
    if text is None:
        raise Refusal(
            code="consent-text-unknown", title="No such text",
            detail="There is no such version of such a text: take both out of GET /v1/consent-texts.",
            pointers=(("/text_version", "is no version of this text"),),
        )  # fmt: skip
    if not rules.consents.held(text, said.said_at):
        raise Refusal(
            code="consent-text-not-in-force", title="The text was not in force", rule=text.source,
            detail="On that day this version was not in force: say which one was read.",
            pointers=(("/said_at", "lies outside the days of this version"),),
        )  # fmt: skip
    return text


def _must_speak_for_them(case: Case, said: Said) -> None:
    """Whoever spoke may speak for whom it is about."""
    for_themselves = said.capacity is ConsentCapacity.SELF
    if for_themselves != (said.said_by == said.person):
        raise Refusal(
            code="consent-by-whom", title="Who spoke does not fit",
            detail="`self` is for whoever spoke about themselves; a representative is somebody else.",
            pointers=(("/capacity", "does not fit said_by"),),
        )  # fmt: skip
    # The age band of a case is that of its first subject; of the others only intake knows more.
    if for_themselves and said.person == case.subjects[0] and case.age_band in CHILDREN:
        raise Refusal(
            code="consent-of-a-child", title="A child has a representative",
            detail="For a child a parent, guardian or trustee consents: say who spoke, and as what.",
            rule="CL 177. un 186. pants", pointers=(("/capacity", "must be a representative's"),),
        )  # fmt: skip


def _must_make_sense(said: Said, text: ConsentText) -> None:
    """A refusal allows nothing, anything else allows something, and nothing reaches beyond what was read."""
    if (said.answer is ConsentAnswer.REFUSED) != (not said.allowances):
        raise Refusal(
            code="consent-contradicts-itself", title="The answer and what it allows differ",
            detail="A refusal allows nothing; a consent, also a partial one, says whom, what for and what.",
            pointers=(("/allowances", "does not fit the answer"),),
        )  # fmt: skip
    for index, one in enumerate(said.allowances):
        if not any(_offered(one, offer) for offer in text.offers):
            raise Refusal(
                code="consent-beyond-its-text", title="It reaches beyond what was read", rule=text.source,
                detail="The text that was read offers no such recipient, purpose or fields.",
                pointers=((f"/allowances/{index}", "is not offered by the text"),),
            )  # fmt: skip
        if one.until_at is not None and one.until_at <= said.said_at:
            raise Refusal(
                code="consent-ends-before-it-begins", title="It ends before it begins",
                detail="An allowance ends after it was given.",
                pointers=((f"/allowances/{index}/until_at", "does not lie after said_at"),),
            )  # fmt: skip


def _offered(one: Allowance, offer: Offer) -> bool:
    if one.recipient not in offer.recipients or one.purpose not in offer.purposes:
        return False
    whole = Allowance(one.recipient, one.purpose, offer.field_set)
    return covers(whole, one.purpose, one.recipient, one.field_set)


def _must_be_heard(said: Said, text: ConsentText, cause: Cause) -> None:
    if said.mode in text.witnessed and said.witness is None:
        raise Refusal(
            code="consent-needs-a-witness", title="Somebody must hear it as well", rule=text.source,
            detail="This text, read in this way, needs a colleague who hears the answer: name them.",
            pointers=(("/witness", "is missing"),),
        )  # fmt: skip
    if said.witness is not None and said.witness == cause.staff:
        raise Refusal(
            code="consent-witness-is-the-reader", title="The witness is somebody else",
            detail="Whoever reads the text is not its witness.", pointers=(("/witness", "read the text"),),
        )  # fmt: skip
