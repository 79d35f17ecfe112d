"""Events of no service: the stream does not ask what they say."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from shared.stream.event import Event

TIME = datetime(2026, 11, 21, 8, 30, tzinfo=UTC)


def event(key: str = "key", *, id: UUID | None = None, data: str = "{}", topic: str | None = None) -> Event:
    return Event(id or uuid4(), "lv.tilts.intake.thing-happened.v1", key, TIME, data, None, "correlation", None, topic)
