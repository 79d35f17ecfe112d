"""What a client can be reminded of: a visit, or a request that waits for their answer; and who a request is for."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.notifications.domain.reminders.reminder import Reminder
from shared.contracts.codes import VisitMode
from shared.contracts.contact_codes import VisitPlace
from shared.contracts.reminder_codes import ReminderOf
from shared.decision import Ref, derived


@dataclass(frozen=True, slots=True)
class Applicant:
    """Whom a request for a service is for, under the request's id."""

    id: UUID
    case_id: UUID
    person: UUID


@dataclass(frozen=True, slots=True)
class Occasion:
    """One thing that a client may be reminded of, with the reminders that it led to. `person` is intake's id, and none
    for a visit: that is for the first subject of its case."""

    id: UUID
    of: ReminderOf
    thing: UUID
    """The visit, or the request."""
    case_id: UUID
    at: datetime
    """When the visit begins, or until when an answer is waited for."""
    person: UUID | None = None
    mode: VisitMode | None = None
    place: VisitPlace | None = None
    confirmed: bool = False
    """Whether the client knows of it already. A visit that was not announced must not be by a reminder."""
    over: bool = False
    reminders: tuple[UUID, ...] = ()

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        """Its reminders, also those of rules that are configured no more."""
        return tuple((Reminder, id) for id in self.reminders)


def occasion_id(of: ReminderOf, thing: UUID) -> UUID:
    """A visit is one occasion; a request one for each kind of answer."""
    return derived(thing, f"reminder/{of}")


def reminder_id(occasion: UUID, rule: str) -> UUID:
    """One reminder for an occasion and a rule, however often the occasion is moved."""
    return derived(occasion, f"by/{rule}")


def called_off_id(occasion: UUID) -> UUID:
    """The message that a visit does not take place, to whoever was reminded of it."""
    return derived(occasion, "called-off")
