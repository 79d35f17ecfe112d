"""Names of staff: kept by cases alone, in a table of their own, and read by a personal read only."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class StaffName:
    """What somebody is called."""

    id: UUID
    given_name: str
    family_name: str
