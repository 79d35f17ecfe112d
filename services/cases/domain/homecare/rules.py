"""What home care is judged by, in the domain's terms. Its levels are dated configuration."""

from datetime import date
from typing import Protocol


class CareLevel(Protocol):
    code: str
    source: str

    @property
    def minutes_per_week(self) -> int: ...


class CareRules(Protocol):
    def level_on(self, code: str, service: str, day: date) -> CareLevel | None:
        """The level of this code for a service, as it holds on a day; none when there is none."""
