"""What the API takes and shows of participants and grants. Nobody's name: all are ids."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Body
from pydantic import BaseModel, Field

from services.cases.api.shape import View, taking
from shared.contracts.case_codes import CasePart, GrantReason, ParticipantRole
from shared.http.written import Instant

_SOMEBODY = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"
_PERSON = {"person": _SOMEBODY, "role": "guardian"}
_COLLEAGUE = {"staff": _SOMEBODY}


class ParticipantView(View):
    """Somebody's part in a case."""

    id: UUID
    case_id: UUID
    role: ParticipantRole
    person: UUID | None
    """Whoever it is; their name by intake's `POST /v1/people/read`."""
    staff: UUID | None
    """A colleague."""
    left_at: datetime | None
    version: int


class AddPerson(BaseModel):
    """A person who takes part, and as what."""

    model_config = taking(**_PERSON)

    person: UUID
    role: ParticipantRole


class AddColleague(BaseModel):
    """A colleague who works on the case too."""

    model_config = taking(**_COLLEAGUE)

    staff: UUID


TakesPart = Annotated[AddPerson | AddColleague, Body(examples=[_PERSON, _COLLEAGUE])]
"""Who takes part from now on: a person, or a colleague."""


class GrantView(View):
    """A grant: which account sees which parts of a case, from when until when."""

    id: UUID
    case_id: UUID
    account: UUID
    parts: list[CasePart]
    valid_from: datetime
    valid_until: datetime
    reason: GrantReason
    granted_by: UUID | None
    revoked_at: datetime | None
    version: int


class LetIn(BaseModel):
    """Whose account sees which parts of the case, from when until when, and why."""

    model_config = taking(
        account="019c0b78-6f8b-7a99-9c5d-8e0f2a4b6c05", parts=["summary", "plan"],
        valid_from="2126-11-23T08:00:00+02:00", valid_until="2126-12-23T08:00:00+02:00", reason="treatment",
    )  # fmt: skip

    account: UUID
    parts: Annotated[list[CasePart], Field(min_length=1, max_length=20)]
    valid_from: Instant | None = None
    """None: from now on."""
    valid_until: Instant
    reason: GrantReason
