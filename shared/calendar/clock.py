"""The clock as a port: whoever needs to know the time is handed one, so that nothing pure ever asks the machine."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The time of the machine."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass(frozen=True)
class PacedClock:
    """Runs `pace` seconds for every second of `real`, and agreed with it at `since`.

    For development only: a term of one working day passes while somebody watches. Clocks in several processes agree
    as long as they share `pace` and `since`.
    """

    pace: float
    since: datetime
    real: Clock

    def now(self) -> datetime:
        return self.since + (self.real.now() - self.since) * self.pace

    def real_seconds(self, span: timedelta) -> float:
        """How long a real sleep must last for `span` to pass on this clock."""
        return span.total_seconds() / self.pace
