"""People as intake knows them: our own id, what was said of them, and how a later referral finds them again."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.intake.domain.rules import Rules
from shared.contracts.codes import AgeBand
from shared.contracts.partner import ReferralSubmitted, Subject
from shared.contracts.personal_code import birth_date
from shared.decision import Cause, State, World

_BANDS = (
    (3, AgeBand.AGE_0_2),
    (7, AgeBand.AGE_3_6),
    (14, AgeBand.AGE_7_13),
    (18, AgeBand.AGE_14_17),
    (25, AgeBand.AGE_18_24),
    (65, AgeBand.AGE_25_64),
)
"""Each band with the age at which one has left it."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person (persona). The personal code is an attribute, never the key: it may change, and may be missing."""

    id: UUID
    given_name: str
    family_name: str
    personal_code: str | None = None
    birth_date: date | None = None
    address: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PersonKey:
    """How a person is found again: a fingerprint of the personal code, or of a partner's own id, and the person."""

    id: str
    person: UUID


@dataclass(frozen=True, slots=True)
class Letter:
    """What a referral said in words: personal data, kept by intake alone, under the referral's id."""

    id: UUID
    narrative: str
    subject: dict
    reporter: dict | None
    occurred_at: datetime | None
    urgent: bool
    unknown_codes: dict
    """Codes that we read as `other`, as they were written: JSON pointer → code."""


def person(id: UUID, subject: Subject) -> Person:
    """The person as somebody describes them; an old personal code tells the date of birth where nobody does."""
    born = subject.birth_date or (birth_date(subject.personal_code) if subject.personal_code else None)
    return Person(
        id, subject.given_name, subject.family_name, subject.personal_code, born, subject.address, subject.phone
    )


def letter(id: UUID, said: ReferralSubmitted) -> Letter:
    """What was said, word for word."""
    return Letter(
        id=id,
        narrative=said.narrative,
        subject=said.subject.model_dump(mode="json", exclude_none=True),
        reporter=said.reporter.model_dump(mode="json", exclude_none=True) if said.reporter else None,
        occurred_at=said.occurred_at,
        urgent=said.urgent,
        unknown_codes=dict(said.unknown_codes),
    )


def fingerprints(subject: Subject, partner: str | None, rules: Rules) -> list[str]:
    """Under which ids of PersonKey somebody may be known already, the surest first."""
    names = [f"code:{subject.personal_code}"] if subject.personal_code else []
    if partner and subject.partner_person_id:
        names.append(f"partner:{partner}:{subject.partner_person_id}")
    return [rules.fingerprint(name) for name in names]


def recognise(
    world: World, subject: Subject, partner: str | None, cause: Cause, rules: Rules
) -> tuple[Person, list[State]]:
    """The person meant, and what is new about them: a stranger is entered, a fingerprint not seen before is kept."""
    wanted = fingerprints(subject, partner, rules)
    known = {fingerprint: key for fingerprint in wanted if (key := world.get(PersonKey, fingerprint))}
    id = next(iter(known.values())).person if known else cause.derive("person")
    who = person(id, subject)
    keys = [PersonKey(fingerprint, id) for fingerprint in wanted if fingerprint not in known]
    return who, keys if known else [who, *keys]


def age_band(born: date | None, today: date) -> AgeBand:
    """How old somebody is, as coarse as statistics need it; unknown when the date of birth is, or lies ahead."""
    if born is None or born > today:
        return AgeBand.UNKNOWN
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((band for limit, band in _BANDS if age < limit), AgeBand.AGE_65_PLUS)
