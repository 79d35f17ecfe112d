"""The code lists of visits, contacts, outreach, conferences and prevention."""

from enum import StrEnum


class VisitPlace(StrEnum):
    """Where a visit in person takes place."""

    HOME = "home"
    OFFICE = "office"
    ELSEWHERE = "elsewhere"


class VisitJustification(StrEnum):
    """Why a home visit cannot wait although the emergency mode keeps them to exceptions (izņēmuma kārtā)."""

    CHILD_IN_DANGER = "child_in_danger"
    VIOLENCE = "violence"
    CRISIS = "crisis"
    BASIC_NEEDS_UNMET = "basic_needs_unmet"
    NOT_REACHABLE_REMOTELY = "not_reachable_remotely"
    ORDERED_BY_AUTHORITY = "ordered_by_authority"


class RescheduleReason(StrEnum):
    """Why a visit is moved to another time."""

    CLIENT_REQUEST = "client_request"
    STAFF_UNAVAILABLE = "staff_unavailable"
    MORE_URGENT_WORK = "more_urgent_work"
    WEATHER_OR_TRANSPORT = "weather_or_transport"
    OTHER = "other"


class ContactKind(StrEnum):
    """What a contact outside of visits was: counselling (konsultēšana), support, a call, outreach."""

    COUNSELLING = "counselling"
    PSYCHOSOCIAL_SUPPORT = "psychosocial_support"
    PSYCHOLOGICAL_SUPPORT = "psychological_support"
    INFORMATION = "information"
    OUTREACH = "outreach"
    OTHER = "other"


class ContactWith(StrEnum):
    """Who was spoken to."""

    CLIENT = "client"
    RELATIVE = "relative"
    INSTITUTION = "institution"
    OTHER = "other"


class OutreachResult(StrEnum):
    """What became of an attempt to reach somebody in a campaign."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    TRY_AGAIN = "try_again"


class ConferenceCancelReason(StrEnum):
    """Why a conference does not take place."""

    NO_LONGER_NEEDED = "no_longer_needed"
    TOO_FEW_CAN_COME = "too_few_can_come"
    HELD_ELSEWHERE = "held_elsewhere"
    OTHER = "other"


class ConferenceDecisionKind(StrEnum):
    """What a conference decides that somebody does."""

    ASSESSMENT = "assessment"
    HOME_VISIT = "home_visit"
    SERVICE = "service"
    PROTECTION = "protection"
    INFORMATION = "information"
    REFERRAL = "referral"
    OTHER = "other"


class ActivityKind(StrEnum):
    """What is done for prevention."""

    INTERACTIVE_GAME = "interactive_game"
    WORKSHOP = "workshop"
    TALK = "talk"
    OTHER = "other"


class ActivityCancelReason(StrEnum):
    """Why an activity that was booked does not take place."""

    SCHOOL_REQUEST = "school_request"
    STAFF_UNAVAILABLE = "staff_unavailable"
    RESTRICTIONS = "restrictions"
    OTHER = "other"


class SafetyNeed(StrEnum):
    """What a visit in person asks of whoever makes it, for their own safety."""

    NOTHING = "nothing"
    LONE_WORKER = "lone_worker"
    """Whoever goes alone says at intervals that they are safe."""
    TWO_PERSONS = "two_persons"
    """Nobody goes alone."""
