"""What a service is told, when nothing but its rules and a state in memory is there."""

from datetime import datetime
from uuid import UUID, uuid5

from shared.decision import Cause
from shared.decision.memory import Memory

__all__ = ["NOBODY", "Memory", "cause"]

NOBODY = UUID(int=0)


def cause(name: str, at: datetime, by: str = "somebody", message: str | None = None) -> Cause:
    """A cause with an id of its own for each `name`."""
    id = uuid5(NOBODY, f"{by} {name}")
    return Cause(id, at, str(id), by, message=message)
