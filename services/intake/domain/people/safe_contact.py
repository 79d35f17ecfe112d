"""Safe contact (drošs kontakts): how a person may be reached, and how not, because somebody else might hear of it."""

from dataclasses import dataclass
from datetime import datetime, time
from uuid import UUID

from shared.contracts.people_codes import ContactChannel


@dataclass(frozen=True, slots=True)
class SafeContact:
    """What a worker decided. It holds for every entry that means the same person."""

    forbidden: tuple[ContactChannel, ...] = ()
    allowed: tuple[ContactChannel, ...] = ()
    """If any is named, these and no others."""
    after: time | None = None
    before: time | None = None
    """Between which hours of the day in Riga; both or none."""
    never_tell: str | None = None
    """Who must not learn of it, in words."""
    words: str | None = None
    """What else is to be minded."""
    decided_at: datetime | None = None
    by: UUID | None = None
