"""The code lists about the life of a case: its tasks, and what those are about."""

from enum import StrEnum


class TaskKind(StrEnum):
    """What a task (uzdevums) asks for.

    `to_do` is what one colleague asks of another; every other kind comes from a rule, and ends by what it asks for.
    """

    TO_DO = "to_do"
    CONSENT_SIGNATURE = "consent_signature"
    PLAN_APPROVAL = "plan_approval"
    PLAN_REVIEW = "plan_review"
    CLOSURE_APPROVAL = "closure_approval"
    RECOMMENDATION_FOLLOW_UP = "recommendation_follow_up"
    CONFERENCE_FOLLOW_UP = "conference_follow_up"
    OUTREACH_RETRY = "outreach_retry"
    MISSED_CHECK_IN = "missed_check_in"
    SURVEY = "survey"
