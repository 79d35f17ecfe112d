"""What the API takes and shows of tasks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, StringConstraints

from services.cases.api.shape import View, taking
from services.cases.domain.tasks.task import TaskState
from shared.contracts.case_codes import TaskKind
from shared.http.written import Instant


class TaskView(View):
    """A task of a case."""

    id: UUID
    case_id: UUID
    kind: TaskKind
    due_at: datetime
    statutory: bool
    """The case does not close over it."""
    staff: UUID | None
    """Who is to do it; none: whoever has the case."""
    about: UUID | None
    """The thing it is about; its kind tells which."""
    added_by: UUID | None
    """The colleague who asked; none when a rule did."""
    state: TaskState
    completed_at: datetime | None
    version: int
    """Send it as If-Match with the next change."""


class TaskEntry(TaskView):
    """A task in a list: with what was asked, and whether its time is over."""

    words: str | None
    """What a colleague asked for, in words."""
    overdue: bool


class AskFor(BaseModel):
    """What a colleague is asked to do."""

    model_config = taking(
        words="Please call the school about the boy's attendance.", due_at="2126-11-23T10:00:00+02:00",
        staff="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03",
    )  # fmt: skip

    words: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
    due_at: Instant
    staff: UUID | None = None
    """Who is to do it; none: whoever has the case."""


class GiveTo(BaseModel):
    """Who is to do it now."""

    model_config = taking(staff="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03")

    staff: UUID
