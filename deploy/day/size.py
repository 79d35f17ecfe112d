"""How big a day is played, and how fast its clock runs."""

from dataclasses import dataclass
from datetime import timedelta

# What `deploy.day.referrals` fills: nine hours, and an hour for what is sent again.
HOURS = timedelta(hours=10)


@dataclass(frozen=True, slots=True)
class Size:
    """`every` referral is sent (1 all, 4 each fourth), within `seconds` of real time."""

    every: int
    seconds: float

    @property
    def pace(self) -> float:
        """Seconds of the day per real second."""
        return HOURS.total_seconds() / self.seconds

    def lasts(self, starting: float) -> timedelta:
        """How long the clock is a fast one, when the services take `starting` seconds: it runs while they start."""
        return timedelta(seconds=self.seconds + starting)

    def is_too_short(self, left: timedelta) -> bool:
        """Whether so little is left of the day that it could not be played."""
        return left.total_seconds() < self.seconds * 0.7


FULL = Size(every=1, seconds=26)
SMALL = Size(every=4, seconds=9)
