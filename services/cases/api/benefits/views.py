"""What the API takes and shows of benefits. A command is answered without the number of the decision and the amount."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictInt

from services.cases.api.shape import View, taking
from services.cases.domain.benefits.benefit import BenefitState
from shared.contracts.benefit_codes import BenefitEndReason, BenefitFamily, BenefitGrantor
from shared.contracts.fields import RuleCode
from shared.contracts.text import line
from shared.http.written import Day

Cents = Annotated[StrictInt, Field(ge=0, le=100_000_000)]


class NameView(View):
    """A name in three languages; empty where nobody translated it."""

    lv: str
    en: str
    lt: str


class BenefitKindView(View):
    """A benefit that people may receive, or goods that they are given."""

    code: RuleCode
    family: BenefitFamily
    name: NameView
    contains: NameView | None
    """Of goods: what is in them."""
    valid_from: date
    valid_until: date | None
    source: str
    """Where it stands written."""


class BenefitView(View):
    """A benefit as a reference: another system grants, calculates and pays it."""

    id: UUID
    case_id: UUID
    person: UUID
    """Who receives it; names by intake's `POST /v1/people/read`."""
    what: RuleCode
    """A code of `GET /v1/benefit-kinds`."""
    first_on: date
    last_on: date | None
    grantor: BenefitGrantor
    system: RuleCode | None
    """The system in which it is calculated."""
    ended_for: BenefitEndReason | None
    recorded_at: datetime
    recorded_by: UUID
    version: int
    """Send it as If-Match with the next change."""


class BenefitEntry(BenefitView):
    """A benefit with what was noted of its decision, and where it stands today."""

    state: BenefitState
    decision: str | None
    """The number of the decision, in the system where it was taken."""
    cents: int | None
    """The amount in cents, if somebody noted it: nothing is computed from it."""


class Grant(BaseModel):
    """What was granted elsewhere."""

    model_config = taking(
        what="gmi-pabalsts", first_on="2126-03-01", last_on="2126-05-31", grantor="municipality", system="sopa",
        decision="SD-2126/118",
    )  # fmt: skip

    what: RuleCode
    """A code of `GET /v1/benefit-kinds`."""
    first_on: Day
    last_on: Day | None = None
    """The last day; left out where it has no end."""
    grantor: BenefitGrantor
    system: RuleCode | None = None
    """A code of `benefit_systems` in the municipality's file."""
    decision: line(60) | None = None
    """The number of the decision there. It stays in this service."""
    cents: Cents | None = None
    """The amount in cents, if it matters. It stays in this service, and nothing is computed from it."""


class RecordBenefit(Grant):
    """What was granted to whom elsewhere."""

    model_config = taking(
        person="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e03", what="gmi-pabalsts", first_on="2126-03-01",
        last_on="2126-05-31", grantor="municipality", system="sopa", decision="SD-2126/118",
    )  # fmt: skip

    person: UUID
    """One of the case's `subjects`."""


class EndBenefit(BaseModel):
    """Why it is received no longer, and until when it was."""

    model_config = taking(reason="not_entitled")

    reason: BenefitEndReason
    last_on: Day | None = None
    """Today when left out."""
