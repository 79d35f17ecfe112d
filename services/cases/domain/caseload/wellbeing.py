"""What a team did for its own wellbeing: creative workshops, theatre. Counts only, and nothing of anybody's own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.cases.domain.units.absence import today
from shared.contracts.unit_codes import TeamEventKind
from shared.contracts.units import TeamEventHeld
from shared.decision import Cause, Decision, Refusal


@dataclass(frozen=True, slots=True)
class TeamEvent:
    """One event. Who took part is kept nowhere; `duration` is in minutes."""

    id: UUID
    kind: TeamEventKind
    held_on: date
    participants: int
    duration: int
    unit: UUID | None = None
    version: int = 1


def event_id(cause: Cause) -> UUID:
    """The event that a command notes."""
    return cause.derive("team event")


def hold(
    kind: TeamEventKind, held_on: date, participants: int, duration: int, unit: UUID | None, cause: Cause
) -> Decision:
    """Note an event. Raises Refusal for one that lies ahead."""
    if held_on > today(cause.time):
        raise Refusal(
            code="event-ahead", title="The event lies ahead", detail="Note it when it has taken place.",
            pointers=(("/held_on", "lies ahead"),),
        )  # fmt: skip
    fact = TeamEventHeld(
        event=event_id(cause), kind=kind, held_on=held_on, participants=participants, duration=duration, unit=unit
    )
    return Decision((evolve(fact),), (fact,))


def evolve(fact: TeamEventHeld) -> TeamEvent:
    """The event as a fact tells it."""
    return TeamEvent(fact.event, fact.kind, fact.held_on, fact.participants, fact.duration, fact.unit)
