"""What benefits are judged by, in the domain's terms. The list of them is dated configuration."""

from datetime import date
from typing import Protocol


class BenefitRules(Protocol):
    notice_days: int
    """How many days before its end somebody has to think of it."""

    def is_known(self, what: str, day: date) -> bool:
        """Whether there is such a benefit on a day."""

    def is_system(self, system: str) -> bool:
        """Whether benefits are calculated in a system of this code."""
