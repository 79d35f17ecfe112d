"""What lists that are no figures may be asked for: perhaps some days, and as of which cut."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import Depends, Query

from services.reporting.api.asked import CUT, EXACT, Asked, CutName, Day, impossible, optional
from services.reporting.api.found import found
from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.figures import FIGURES
from services.reporting.reports.report import Report
from shared.calendar import RIGA
from shared.runtime.desk import Desk
from shared.security import Actor

AsOf = Annotated[
    optional(CutName, pattern=CUT),
    Query(description="As of this cut: what reporting knew then, the same bytes for ever", examples=["2026-11-30"]),
]


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last, both included; all there are where none is given."""

    first: date | None
    last: date | None

    @property
    def since(self) -> datetime | None:
        return self.first and datetime.combine(self.first, time.min, RIGA)

    @property
    def until(self) -> datetime | None:
        """The instant after the last day; it does not belong to them."""
        return self.last and datetime.combine(self.last + timedelta(days=1), time.min, RIGA)


def _days(
    first: Annotated[
        optional(Day, format="date"), Query(alias="from", description="The first day, included; from the beginning")
    ] = None,
    last: Annotated[optional(Day, format="date"), Query(alias="to", description="The last day, included")] = None,
) -> Days:
    if first and last and first > last:
        raise impossible("from", "lies after `to`")
    return Days(first, last)


AskedDays = Annotated[Days, Depends(_days)]


async def told(desk: Desk, days: Days, as_of: str | None, figures: Iterable[str], reader: Actor) -> Report | None:
    """What figures tell of these days to whoever may see aggregates only; None for whoever may see all numbers.

    Lists would else be one more way to ask for the same, and what the one hides the other would tell. Raises Problem as
    `found` does: of other days than a month nothing is told; it is the one that runs where none are given.
    """
    if not reader.roles.isdisjoint(EXACT):
        return None
    asked = Asked.model_validate({"from": days.first, "to": days.last, "as_of": as_of})
    return await found(desk, asked, [FIGURES[name] for name in figures], reader)


def shown(value: Any) -> Any:
    """A number of a report as JSON has it: none where it is hidden."""
    return None if value is HIDDEN else value
