"""How much each agreement weighs. The numbers are dated configuration: nobody has proved one set right for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class MatchField(StrEnum):
    """What is compared."""

    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    BIRTH_DATE = "birth_date"
    PERSONAL_CODE = "personal_code"
    PARTNER_PERSON_ID = "partner_person_id"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Points:
    """What a field adds to the score when both are known: the same, nearly the same, or different."""

    exact: int
    similar: int = 0
    differs: int = 0


@dataclass(frozen=True, slots=True)
class Scale:
    """One set of weights and thresholds, under the code by which facts name it.

    `certain` and `likely` are scores from 0 to 100; certain is only whoever agrees exactly in all of `certain_needs`.
    `close` is how alike two names must be to count as similar; where no name of the one is as `alike` as this to any
    of the other, a personal code that they share is doubted. Both in hundredths.
    """

    code: str
    points: Mapping[MatchField, Points]
    certain: int
    likely: int
    certain_needs: frozenset[MatchField]
    close: int
    alike: int
