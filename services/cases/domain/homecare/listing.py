"""Hours of home care as a provider's file lists them: one row for each time that somebody was there."""

from collections.abc import Iterable
from datetime import date, time
from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.cases.domain.homecare import entry
from services.cases.domain.homecare.entry import MOST_MINUTES, CareEntry, Done
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.rules import Rules
from services.cases.domain.units.staff import Staff, nobody
from services.cases.domain.visits.series import on_the_clock
from shared.contracts.attendance_codes import CareTask
from shared.contracts.fields import RuleCode
from shared.contracts.partner.fields import EdgePart
from shared.decision import Cause, Decision, Ref, World, derived


class CareListed(EdgePart):
    """An entry as a list has it."""

    request: UUID
    """The request by which they receive home care; no name, no personal code."""
    day: date = Field(ge=date(2000, 1, 1))
    """The day."""
    at: Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    """When it began, by the clock in Riga: 09:30."""
    minutes: int = Field(ge=1, le=MOST_MINUTES)
    """How long it took."""
    task: CareTask
    """What was done."""
    staff: RuleCode | None = None
    """The code of who was there."""
    id: UUID | None = None
    """The entry's own id; without one, the same request, day, time, task and staff are the same entry."""


def entry_id(listed: CareListed) -> UUID:
    """The id of the entry that a row is."""
    return listed.id or derived(listed.request, f"care/{listed.day}/{listed.at}/{listed.task}/{listed.staff or ''}")


def refs(listed: CareListed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    whose = [(Staff, rules.staff_id(listed.staff))] if listed.staff else []
    return [(ServiceRequest, listed.request), (CareEntry, entry_id(listed)), *whose]


def bring_in(world: World, listed: CareListed, cause: Cause, rules: Rules) -> Decision:
    """Keep a row as an entry. Raises Refusal as entries do, for an unknown code, and for a time that no clock shows."""
    staff = rules.staff_id(listed.staff) if listed.staff else None
    if staff and world.get(Staff, staff) is None:
        raise nobody("/staff")
    id = entry_id(listed)
    done = Done(on_the_clock(listed.day, time.fromisoformat(listed.at)), listed.minutes, listed.task)
    request = world.get(ServiceRequest, listed.request)
    return entry.bring_in(world.get(CareEntry, id), request, id, done, staff, cause)
