"""The code lists of a night shelter: who brings somebody, why somebody is turned away, why a count is corrected."""

from enum import StrEnum


class ShelterBringer(StrEnum):
    """Who brings somebody to a bed that is kept for such nights."""

    POLICE = "police"
    EMERGENCY_MEDICAL = "emergency_medical"
    FIRE_AND_RESCUE = "fire_and_rescue"
    SOCIAL_SERVICE = "social_service"


class TurnedAwayReason(StrEnum):
    """Why somebody was not let in for a night."""

    FULL = "full"
    UNDER_AGE = "under_age"
    NEEDS_MEDICAL_HELP = "needs_medical_help"
    SAFETY_OF_OTHERS = "safety_of_others"
    LEFT_BY_THEMSELVES = "left_by_themselves"
    OTHER = "other"


class NightCorrectionReason(StrEnum):
    """Why the counts of a night that was closed are corrected."""

    COUNTED_WRONG = "counted_wrong"
    WRITTEN_DOWN_LATER = "written_down_later"
    ENTERED_TWICE = "entered_twice"
    OTHER = "other"
