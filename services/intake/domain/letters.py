"""What a referral says of people: its letter, what looks odd in it, and the age as coarse as statistics need it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shared.contracts import personal_code
from shared.contracts.codes import AgeBand
from shared.contracts.partner import ReferralSubmitted, Subject
from shared.contracts.people_codes import Oddity

_BANDS = (
    (3, AgeBand.AGE_0_2),
    (7, AgeBand.AGE_3_6),
    (14, AgeBand.AGE_7_13),
    (18, AgeBand.AGE_14_17),
    (25, AgeBand.AGE_18_24),
    (65, AgeBand.AGE_25_64),
)
"""Each band with the age at which one has left it."""
_ODD = {"checksum": Oddity.PERSONAL_CODE_CHECKSUM, "birth_date": Oddity.PERSONAL_CODE_DATE}


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


def oddities(subject: Subject) -> tuple[Oddity, ...]:
    """What looks odd about the personal code. It is taken all the same: a report must not bounce on a digit."""
    if not subject.personal_code:
        return ()
    return tuple(_ODD[warning] for warning in personal_code.warnings(subject.personal_code))


def age_band(born: date | None, today: date) -> AgeBand:
    """How old somebody is, as coarse as statistics need it; unknown when the date of birth is, or lies ahead."""
    if born is None or born > today:
        return AgeBand.UNKNOWN
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return next((band for limit, band in _BANDS if age < limit), AgeBand.AGE_65_PLUS)
