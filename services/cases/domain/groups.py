"""To which target groups (mērķgrupas) a case belongs: by its needs, or by the age of the person it is about."""

from services.cases.domain.case import Case
from shared.contracts.case_codes import TargetGroup
from shared.contracts.target_groups import groups_by


def groups_of(case: Case) -> tuple[TargetGroup, ...]:
    """All groups that the case belongs to."""
    return groups_by(case.needs, case.age_band)
