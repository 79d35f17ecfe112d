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
    """Runs `pace` seconds for every second of `real`, lies behind it, and has caught up at `until`: from then on it is
    the real one.

    For development only: a term of one working day passes while somebody watches, and what happened meanwhile lies in
    the past, never ahead. Clocks in several processes agree as long as they share `pace` and `until`.
    """

    pace: float
    until: datetime
    real: Clock

    def now(self) -> datetime:
        real = self.real.now()
        return real if real >= self.until else self.until - (self.until - real) * self.pace

    def real_seconds(self, span: timedelta) -> float:
        """How long a real sleep must last for `span` to pass before `until`."""
        return span.total_seconds() / self.pace
