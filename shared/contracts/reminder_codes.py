"""The codes of reminders to clients: of what, why a person has to remind, what came of it, why one was not needed."""

from enum import StrEnum


class ReminderOf(StrEnum):
    """What a client is reminded of."""

    VISIT = "visit"
    OFFER = "offer"
    """A place was offered, and an answer is waited for."""
    WAITING = "waiting"
    """Whether they still wait for a service."""
    RENEWAL = "renewal"
    """A service runs out soon."""


class ReminderTaskReason(StrEnum):
    """Why a person has to remind, and no machine did."""

    CHOSEN = "chosen"
    """The client wishes to be called."""
    NOTHING_CHOSEN = "nothing_chosen"
    ADDRESS_UNKNOWN = "address_unknown"
    PERSON_UNKNOWN = "person_unknown"
    UNSAFE = "unsafe"
    """Read the rules of safe contact before you call."""
    FORBIDDEN = "forbidden"
    """Do not call: by the rules of safe contact a safe way must be found first."""
    CHANNEL_FAILED = "channel_failed"


class ReminderTaskOutcome(StrEnum):
    """What came of a task to remind somebody."""

    TOLD = "told"
    NOT_REACHED = "not_reached"
    NOT_NEEDED = "not_needed"


class ReminderEndReason(StrEnum):
    """Why nobody has to be reminded any more."""

    CALLED_OFF = "called_off"
    MOVED = "moved"
    OVER = "over"
    """What it was about has taken place, or is answered."""
    TOO_LATE = "too_late"
    UNWANTED = "unwanted"
    """The client wishes for no reminders."""
