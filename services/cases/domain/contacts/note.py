"""Words about a contact, a conference or an activity. They stand here only: no fact, log or list carries them."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Note:
    """Its id is that of what it is about."""

    id: UUID
    words: str


def noted(id: UUID, words: str | None) -> tuple[Note, ...]:
    """The note to keep, if there are words."""
    return (Note(id, words),) if words else ()
