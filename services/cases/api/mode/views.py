"""What the API takes and shows of the mode that the service works in. Nobody's data: any member of staff may see it."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from services.cases.api.shape import View, taking
from services.cases.domain.mode.periods import Period, PeriodState
from shared.contracts.mode_codes import EmergencyReason, ServiceMode
from shared.http.written import Instant

Source = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=300)]


class PeriodView(View):
    """A period of emergency, without the words of its source."""

    id: UUID
    state: PeriodState
    reason: EmergencyReason
    from_at: datetime
    until_at: datetime | None
    planned_at: datetime
    by: UUID | None
    """The member of staff who switched."""

    @classmethod
    def at(cls, period: Period, time: datetime) -> Self:
        return cls(state=period.state_at(time), **{name: getattr(period, name) for name in period.__slots__})


class PeriodEntry(PeriodView):
    """A period of emergency with its source."""

    source: str
    """Who decided it, in words: an order of the Cabinet, say."""


class RulesView(View):
    """What holds in a mode."""

    mode: ServiceMode
    home_visit_needs_justification: bool
    prolongs: dict[str, str]
    """By how much which terms are longer, by the kind of what is due."""
    source: str | None
    """Where that stands; none when nothing is different in this mode."""


class ModeView(View):
    """The mode that the service works in now."""

    mode: ServiceMode
    period: PeriodView | None
    """The period of emergency in force."""
    next: PeriodView | None
    """The next one that is planned."""
    rules: RulesView
    version: int
    """Send it as If-Match when you switch."""


class ModeEntry(ModeView):
    """The mode that the service works in now, with the sources of its periods."""

    period: PeriodEntry | None
    next: PeriodEntry | None


class PreviewView(View):
    """What a switch would change."""

    overlaps: list[UUID]
    """Periods of emergency that are in its way; with one of them it would be refused."""
    rules_now: RulesView
    rules_then: RulesView
    home_visits: int
    """Planned visits in person in that time: each would need its reason, if the rules then say so."""


class SwitchToEmergency(BaseModel):
    """From when, until when and why the service works in emergency mode."""

    model_config = taking(
        reason="epidemic", source="MK 12.03.2020. rīkojums Nr. 103", from_at="2126-11-23T00:00:00+02:00",
        until_at="2126-12-23T00:00:00+02:00",
    )  # fmt: skip

    reason: EmergencyReason
    source: Source
    """Who decided it: act, number, date."""
    from_at: Instant | None = None
    """None: from now on."""
    until_at: Instant | None = None
    """None: until somebody ends it."""


class EndEmergency(BaseModel):
    """When a period of emergency ends: earlier or later than was said."""

    model_config = taking(at="2126-12-01T00:00:00+02:00")

    at: Instant | None = None
    """None: now. Before it has begun: it is called off."""
