"""As what a case is counted when it is opened: said once, for all who ask."""

from collections.abc import Sequence
from uuid import UUID

from shared.contracts.case_codes import CountedAs
from shared.contracts.codes import AgeBand

CHILDREN = frozenset({AgeBand.AGE_0_2, AgeBand.AGE_3_6, AgeBand.AGE_7_13, AgeBand.AGE_14_17})


def count_as(age: AgeBand, subjects: Sequence[UUID]) -> CountedAs:
    """A child, or several people, make a case that of a family; a person may decide otherwise."""
    return CountedAs.HOUSEHOLD if age in CHILDREN or len(subjects) > 1 else CountedAs.ADULT
