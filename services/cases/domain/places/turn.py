"""The timer that looks who is next in line: set for each instant from which somebody may be, or a place is free."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from shared.decision import Timer

NEXT = "place-next"
"""The kind of the timer; its key is the offer. It finds whatever is so by then, and mostly nothing to do."""
SOON = timedelta(milliseconds=1)
"""Later than any timer that fires now, whose row goes when it has fired."""

RESTORED = datetime(1970, 1, 1, tzinfo=UTC)
"""When it is looked after a restore: one instant for all facts that replay, so that it is looked once."""


def look(offer: UUID, at: datetime) -> Timer:
    """At this instant it is looked who is next, and they are offered whatever is free."""
    return Timer(NEXT, offer, at)
