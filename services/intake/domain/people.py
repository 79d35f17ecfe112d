"""People as intake knows them: our own id, what was said of them, and how a later referral finds them again."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.contracts.codes import AgeBand
from shared.contracts.partner import Subject
from shared.contracts.personal_code import birth_date

_BANDS = ((3, AgeBand.AGE_0_2), (7, AgeBand.AGE_3_6), (14, AgeBand.AGE_7_13), (18, AgeBand.AGE_14_17),
          (25, AgeBand.AGE_18_24), (65, AgeBand.AGE_25_64))  # fmt: skip


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
    reporter: dict | None = None
    raw_kind: str | None = None


def person(id: UUID, subject: Subject) -> Person:
    born = subject.birth_date or (birth_date(subject.personal_code) if subject.personal_code else None)
    return Person(
        id, subject.given_name, subject.family_name, subject.personal_code, born, subject.address, subject.phone
    )


def age_band(born: date | None, today: date) -> AgeBand:
    """How old somebody is, as coarse as statistics need it; unknown when the date of birth is, or lies ahead."""
    if born is None or born > today:
        return AgeBand.UNKNOWN
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((band for limit, band in _BANDS if age < limit), AgeBand.AGE_65_PLUS)
