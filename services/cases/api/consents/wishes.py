"""What the API takes of consents and sharings."""

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt, StringConstraints

from services.cases.api.shape import taking
from shared.contracts.codes import FieldSet, PartnerKind
from shared.contracts.consent_codes import (
    ConsentAnswer,
    ConsentCapacity,
    ConsentMode,
    WithdrawalChannel,
)
from shared.contracts.fields import RuleCode
from shared.http.written import Instant

_PERSON = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02"
_STAFF = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03"
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]


class Allow(BaseModel):
    """One thing that is allowed."""

    model_config = taking(recipient="school", purpose="support", field_set="contact")

    recipient: PartnerKind
    purpose: RuleCode
    field_set: FieldSet
    until_at: Instant | None = None


class RecordConsent(BaseModel):
    """What was read to whom and what they said."""

    model_config = taking(
        person=_PERSON, said_by=_PERSON, capacity="self", text="sharing-with-partners", text_version=1,
        answer="partly", mode="phone", said_at="2026-03-16T10:00:00+02:00", witness=_STAFF,
        allowances=[{"recipient": "school", "purpose": "support", "field_set": "contact"}],
        words="Tikai klases audzinātājai.",
    )  # fmt: skip

    person: UUID
    said_by: UUID
    """The same person, or the representative who spoke for them."""
    capacity: ConsentCapacity
    text: RuleCode
    text_version: StrictInt = Field(ge=1, le=10_000)
    answer: ConsentAnswer
    mode: ConsentMode
    said_at: Instant
    allowances: list[Allow] = Field(default=[], max_length=50)
    witness: UUID | None = None
    """The colleague who heard it as well."""
    words: Words = ""
    """What else was said. Stays here; no fact carries it."""


class WithdrawConsent(BaseModel):
    """How and when they took it back."""

    model_config = taking(channel="phone")

    channel: WithdrawalChannel
    at: Instant | None = None
    """None: now."""


class SignConsent(BaseModel):
    """The document that is the scan of the signed copy."""

    model_config = taking(document="019c0b6e-41c7-4a10-8f3e-5d2b9a7c1e05")

    document: UUID


class Share(BaseModel):
    """What is shared about whom with which kind of agency, and on which ground."""

    model_config = taking(person=_PERSON, recipient="orphans_court", purpose="child-protection", field_set="identity",
                          duty="child-in-danger")  # fmt: skip

    person: UUID
    recipient: PartnerKind
    purpose: RuleCode
    field_set: FieldSet
    duty: RuleCode | None = None
    """The duty that demands it; none: by consent, which is then looked up."""
