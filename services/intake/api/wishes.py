"""What the intake worker sends with an act."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints

from services.intake.domain.triage import Override
from shared.contracts.codes import DeclineReason, Priority
from shared.contracts.fields import RuleCode
from shared.contracts.partner.fields import Narrative, Reference
from shared.contracts.referral_codes import InformationCode, InquiryAnswer, ReferralRelation, TriageReason
from shared.described import Described
from shared.http.written import Instant

_OTHER = "019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e09"


def taking(**example: Any) -> ConfigDict:
    """How a body is read: no field that we do not know, and an example in the description."""
    return _described_by({"examples": [example]})


def taking_some(**example: Any) -> ConfigDict:
    """The same for a body of which every field may be left out, but not all."""
    return _described_by({"examples": [example], "minProperties": 1})


def _described_by(schema: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", json_schema_extra=schema)


class Decline(Described):
    """Why a referral is declined; the partner is told the code."""

    model_config = taking(reason="wrong_jurisdiction")

    reason: DeclineReason


class Ask(Described):
    """What is missing; the partner is told the codes."""

    model_config = taking(asked=["identity", "address"])

    asked: list[InformationCode] = Field(min_length=1, max_length=20)


class Supply(Described):
    """What came by phone or on paper."""

    model_config = taking(narrative="Zvanīja klases audzinātāja: bērns šobrīd ir pie vecmāmiņas.")

    narrative: Narrative


class Redirect(Described):
    """Whose matter it is."""

    model_config = taking(to="0027000")

    to: Annotated[str, StringConstraints(pattern=r"^([a-z][a-z0-9-]{1,40}|[0-9]{7})$")]
    """The code of a partner, or the ATVK code of another municipality."""


class Triage(Described):
    """Another class or clock than the rules gave, and why. A clock that is left out stays."""

    model_config = taking(priority="urgent", reason="higher_risk", decide_by="2026-03-17T15:00:00Z")

    priority: Priority
    reason: TriageReason
    decide_by: Instant | None = None
    """Until when it must be decided; at most 60 days ahead."""
    contact_by: Instant | None = None
    """Until when somebody must have seen or spoken to the person; at most 60 days ahead."""

    def wish(self) -> Override:
        return Override(self.priority, self.reason, self.decide_by, self.contact_by)


class AnswerGiven(Described):
    """How an inquiry was answered; what was said stays between the people who spoke."""

    model_config = taking(answer="information_given")

    answer: InquiryAnswer


class Forward(Described):
    """Where an application for a benefit was entered, and its number there."""

    model_config = taking(system="sopa", number="2026-LPX-00412")

    system: RuleCode
    """A code of `benefit_systems` in the municipality's file."""
    number: Reference


class Link(Described):
    """Which referral belongs together with it, and how."""

    model_config = taking(other=_OTHER, relation="same_matter")

    other: UUID
    relation: ReferralRelation


class Unlink(Described):
    """From which referral it is taken apart."""

    model_config = taking(other=_OTHER)

    other: UUID
