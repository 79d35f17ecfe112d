"""The code lists of requests for a service, of who waits for a place, and of how a service goes."""

from enum import StrEnum


class RequestKind(StrEnum):
    """Whether a service is asked for anew (pieprasīt), or is to go on (turpināt saņemt)."""

    NEW = "new"
    RENEWAL = "renewal"


class RequestDecision(StrEnum):
    """What was decided about a request (lēmums)."""

    GRANTED = "granted"
    REFUSED = "refused"


class RefusalReason(StrEnum):
    """Why a request is refused."""

    NOT_ELIGIBLE = "not_eligible"
    NOT_NEEDED = "not_needed"
    NO_CAPACITY = "no_capacity"
    CLIENT_REFUSED = "client_refused"
    NOT_REACHABLE = "not_reachable"
    DOCUMENTS_MISSING = "documents_missing"
    OTHER = "other"


class PlaceDeclineReason(StrEnum):
    """Why an offered place was not taken. Whoever postpones, or whose place was closed, keeps their turn."""

    POSTPONED = "postponed"
    CLIENT_REFUSED = "client_refused"
    NO_ANSWER = "no_answer"
    PLACE_CLOSED = "place_closed"


class InterruptionReason(StrEnum):
    """Why somebody does not use their place for a time."""

    IN_HOSPITAL = "in_hospital"
    AWAY = "away"
    CLIENT_REQUEST = "client_request"
    PROVIDER = "provider"
    OTHER = "other"


class ServiceEndReason(StrEnum):
    """Why somebody waits no longer, or receives the service no longer."""

    COMPLETED = "completed"
    RENEWED = "renewed"
    CLIENT_REFUSED = "client_refused"
    NOT_ELIGIBLE = "not_eligible"
    NO_CAPACITY = "no_capacity"
    NOT_REACHABLE = "not_reachable"
    NOT_NEEDED = "not_needed"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    CASE_CLOSED = "case_closed"
    CASE_DUPLICATE = "case_duplicate"
    OTHER = "other"


class ServiceResult(StrEnum):
    """What a service led to."""

    GOALS_MET = "goals_met"
    PARTLY_MET = "partly_met"
    NOT_MET = "not_met"
    NOT_ASSESSED = "not_assessed"


class WaitingCriterion(StrEnum):
    """By what a waiting list is ordered: more urgent, more points, waiting for longer."""

    URGENCY = "urgency"
    POINTS = "points"
    SINCE = "since"
