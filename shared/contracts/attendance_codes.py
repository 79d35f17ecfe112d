"""The code lists of sessions, of who came to them, and of home care."""

from enum import StrEnum


class SessionCancelReason(StrEnum):
    """Why a session does not take place."""

    TOO_FEW = "too_few"
    STAFF_UNAVAILABLE = "staff_unavailable"
    PLACE_CLOSED = "place_closed"
    WEATHER_OR_TRANSPORT = "weather_or_transport"
    CLIENT_REQUEST = "client_request"
    RESTRICTIONS = "restrictions"
    OTHER = "other"


class AttendanceResult(StrEnum):
    """Whether somebody was there (apmeklējums)."""

    CAME = "came"
    ABSENT = "absent"
    EXCUSED = "excused"
    """They said so before, or had a good reason."""


class CareTask(StrEnum):
    """What was done in home care (aprūpes mājās uzdevums)."""

    PERSONAL_HYGIENE = "personal_hygiene"
    MEALS = "meals"
    HOUSEWORK = "housework"
    SHOPPING = "shopping"
    MEDICATION = "medication"
    MOBILITY = "mobility"
    ACCOMPANYING = "accompanying"
    CONVERSATION = "conversation"
    OTHER = "other"
