"""The mode that the service works in (darba režīms): normal, or emergency for dated periods.

A rule asks `now(world, cause.time)`; every decision may, for the periods are loaded with each. Facts need not be told:
`marked` notes the mode in every fact of the service, whatever caused it.
"""

from services.cases.domain.mode.periods import ID, Periods, marked, mode_at, now

__all__ = ["ID", "Periods", "marked", "mode_at", "now"]
