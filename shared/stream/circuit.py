"""When everything fails at once it is us (a bad deploy), not the records: stop, and do not park the world. Pure."""

from dataclasses import dataclass


class CircuitOpen(RuntimeError):
    """Consumption is paused: too many keys failed in a row. Nothing was parked; the same records are tried again."""


@dataclass(slots=True)
class Circuit:
    """Counts keys that fail without one success between them. `threshold` of them open the circuit."""

    threshold: int = 20
    failing: int = 0
    open: bool = False

    def judge(self, applied: int, failed: int) -> None:
        """Called before a batch commits, with how many records were applied and how many keys failed in it.

        Raises CircuitOpen; the caller rolls back. One success closes the circuit.
        """
        mostly = failed > applied
        streak = failed if applied else self.failing + failed
        self.open = mostly and streak >= self.threshold
        if self.open:
            raise CircuitOpen(f"{streak} keys failed in a row")

    def committed(self, applied: int, failed: int) -> None:
        """Called after the commit: only what is certain is remembered."""
        self.failing = failed if applied else self.failing + failed
        self.open = False
