"""The code lists of figures from registers (reģistri): who was counted, and what is to be known of a number."""

from enum import StrEnum


class TargetGroup(StrEnum):
    """A group of residents (mērķgrupa) that registers count."""

    MENTAL_DISORDER = "mental_disorder"
    DISABILITY = "disability"
    DISABILITY_GROUP_1 = "disability_group_1"
    DISABILITY_GROUP_2 = "disability_group_2"
    DISABILITY_GROUP_3 = "disability_group_3"
    CHILD_WITH_DISABILITY = "child_with_disability"
    CHILD_SPECIAL_NEEDS = "child_special_needs"
    FAMILY_WITH_CHILDREN = "family_with_children"
    CARE_LEAVER = "care_leaver"
    ADDICTION_YOUTH = "addiction_youth"
    REEMIGRANT = "reemigrant"
    OLDER_AGE = "older_age"
    OTHER = "other"


class CountNote(StrEnum):
    """What whoever reads a number must know of it."""

    ESTIMATE = "estimate"
    INCOMPLETE = "incomplete"
    ROUNDED = "rounded"
