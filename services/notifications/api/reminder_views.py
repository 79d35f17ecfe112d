"""What the API takes and shows of reminders. No names and no addresses: those are intake's."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.notifications.api.views import View
from services.notifications.domain.delivery import TryOutcome
from services.notifications.domain.reminders.reminder import ReminderState, Says
from shared.contracts.codes import VisitMode
from shared.contracts.people_codes import ReminderChannel
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf, ReminderTaskOutcome, ReminderTaskReason


class ReminderView(View):
    """A reminder to a client: of what, when, by which way, and what came of it."""

    id: UUID
    case_id: UUID
    of: ReminderOf
    thing: UUID
    """The visit, or the request for a service."""
    person: UUID | None
    """Whom it is for; names and how to reach them by intake's `GET /v1/people/{person}`."""
    rule: str = Field(examples=["visit-tomorrow"])
    says: Says
    mode: VisitMode | None
    """Of a visit, how it takes place."""
    at: datetime
    """When the visit begins, or until when an answer is waited for."""
    due: datetime
    """When the reminder is to be sent."""
    state: ReminderState
    channel: ReminderChannel | None
    sent_at: datetime | None
    reason: ReminderTaskReason | None
    """Why a person has to remind; `forbidden`: do not call, find a safe way first."""
    task_since: datetime | None
    outcome: ReminderTaskOutcome | None
    done_at: datetime | None
    done_by: UUID | None
    ended: ReminderEndReason | None
    version: int


class ReminderTryView(View):
    """One try to send it."""

    attempt: int
    channel: ReminderChannel
    message: UUID
    """The message's id. Reminders that one person was sent together have the same."""
    told_of: datetime
    begun_at: datetime
    outcome: TryOutcome | None
    """None while it is under way, or when nobody knows what became of it."""
    status: int | None


class ReminderWithTries(ReminderView):
    """A reminder with everything that was tried."""

    tries: list[ReminderTryView]


class ReminderChanged(View):
    """Where a reminder stands after a change."""

    id: UUID
    state: ReminderState
    version: int


class ReminderDone(BaseModel):
    """What came of reminding somebody."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"outcome": "told"}]})

    outcome: ReminderTaskOutcome
