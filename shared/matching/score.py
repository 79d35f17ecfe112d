"""How well two descriptions agree, field by field: the score is the sum of what its fields say, and nothing else.

What is missing on either side says nothing: it never counts against anybody.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio

from shared.contracts.personal_code import is_new
from shared.matching.description import Description
from shared.matching.scale import MatchField, Scale


class Agreement(StrEnum):
    """What comparing one field shows."""

    EXACT = "exact"
    SIMILAR = "similar"
    DIFFERS = "differs"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FieldMatch:
    """One field, and what it adds to the score or takes from it."""

    field: MatchField
    agreement: Agreement
    points: int


@dataclass(frozen=True, slots=True)
class Match:
    """`score` is the sum of the fields' points, from 0 to 100."""

    score: int
    fields: tuple[FieldMatch, ...]

    def is_certain(self, scale: Scale) -> bool:
        """Whether a rule may link the two: nobody need look first."""
        exact = {found.field for found in self.fields if found.agreement is Agreement.EXACT}
        return self.score >= scale.certain and exact >= scale.certain_needs

    def is_likely(self, scale: Scale) -> bool:
        """Whether somebody should look at the two."""
        return self.score >= scale.likely


def compare(one: Description, other: Description, scale: Scale, shared: Collection[MatchField] = ()) -> Match:
    """The same whichever of the two comes first. `shared` are fields that are known to agree, whatever is written."""
    found = [
        _weighed(field, Agreement.EXACT if field in shared else agreement, scale)
        for field, agreement in _agreements(one, other, scale)
    ]
    return Match(min(max(sum(field.points for field in found), 0), 100), tuple(found))


def _weighed(field: MatchField, agreement: Agreement, scale: Scale) -> FieldMatch:
    points = scale.points[field]
    match agreement:
        case Agreement.EXACT:
            worth = points.exact
        case Agreement.SIMILAR:
            worth = points.similar
        case Agreement.DIFFERS:
            worth = points.differs
        case Agreement.MISSING:
            worth = 0
    return FieldMatch(field, agreement, worth)


def plainly_other(one: Description, other: Description, scale: Scale) -> bool:
    """Whether names and dates of birth both say that these are two people, so that a code they share is doubted."""
    if not (one.birth_date and other.birth_date) or one.birth_date == other.birth_date:
        return False
    if not (one.names and other.names):
        return False
    return all(ratio(name, another) < scale.alike for name in one.names for another in other.names)


def _agreements(one: Description, other: Description, scale: Scale) -> tuple[tuple[MatchField, Agreement], ...]:
    given, family = _names(one, other, scale)
    return (
        (MatchField.GIVEN_NAME, given),
        (MatchField.FAMILY_NAME, family),
        (MatchField.BIRTH_DATE, _birth_dates(one.birth_date, other.birth_date)),
        (MatchField.PERSONAL_CODE, _codes(one.personal_code, other.personal_code)),
        (MatchField.PARTNER_PERSON_ID, Agreement.MISSING),
        (MatchField.PHONE, _same(one.phone, other.phone)),
        (MatchField.ADDRESS, _addresses(one.address, other.address)),
    )


def _names(one: Description, other: Description, scale: Scale) -> tuple[Agreement, Agreement]:
    """Given and family name; those that were written the other way round are as good."""
    given, family = (one.given_name, other.given_name), (one.family_name, other.family_name)
    if all((*given, *family)) and (one.given_name, one.family_name) == (other.family_name, other.given_name):
        given, family = (one.given_name, other.family_name), (one.family_name, other.given_name)
    return _name(*given, scale), _name(*family, scale)


def _name(one: str, other: str, scale: Scale) -> Agreement:
    if not one or not other or one == other:
        return _same(one, other)
    words, others = set(one.split()), set(other.split())
    near = words <= others or others <= words or ratio(one, other) >= scale.close
    return Agreement.SIMILAR if near else Agreement.DIFFERS


def _birth_dates(one: date | None, other: date | None) -> Agreement:
    """Similar: day and month changed places, or one digit is another."""
    if not one or not other or one == other:
        return _same(one, other)
    swapped = (one.year, one.month, one.day) == (other.year, other.day, other.month)
    near = swapped or OSA.distance(one.isoformat(), other.isoformat(), score_cutoff=1) <= 1
    return Agreement.SIMILAR if near else Agreement.DIFFERS


def _codes(one: str | None, other: str | None) -> Agreement:
    """Similar: one digit is another, or two changed places. Whoever got a new code has an old one too."""
    if not one or not other or one == other:
        return _same(one, other)
    if OSA.distance(one, other, score_cutoff=1) <= 1:
        return Agreement.SIMILAR
    return Agreement.DIFFERS if is_new(one) == is_new(other) else Agreement.MISSING


def _addresses(one: str, other: str) -> Agreement:
    """Similar: one says what the other says, and more. Another number is another flat."""
    if not one or not other or one == other:
        return _same(one, other)
    words, others = set(one.split()), set(other.split())
    return Agreement.SIMILAR if words <= others or others <= words else Agreement.DIFFERS


def _same(one: object, other: object) -> Agreement:
    if not one or not other:
        return Agreement.MISSING
    return Agreement.EXACT if one == other else Agreement.DIFFERS
