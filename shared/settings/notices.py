"""Who must be told of a case, with what, through which channel and by when: one file of dated rules per municipality.

This is the shape of the file only. Choosing the rules that a fact triggers is the work of the notifications service.
"""

from typing import Literal, Self

from pydantic import Field, model_validator

from shared.contracts.codes import (
    AgeBand,
    EscalationLevel,
    FieldSet,
    LegalBasis,
    NeedCode,
    NoticeChannel,
    Priority,
)
from shared.contracts.fields import PartnerCode, RuleCode
from shared.settings.section import Dated, Section, TermText, once


class Escalation(Section):
    """One step of the ladder: when nobody acknowledged for `after`, counted from when the step before ran out."""

    after: TermText
    level: EscalationLevel


class NoticeRule(Dated):
    """On `on`, when one of `needs`, of `priorities` and of `age_bands` fits (empty: any), `agency` is told.

    Of a redirected referral only whom it was redirected to: that partner, or the municipality that it is.
    """

    code: RuleCode
    on: Literal["CaseOpened", "ReferralRedirected"]
    needs: tuple[NeedCode, ...] = ()
    priorities: tuple[Priority, ...] = ()
    age_bands: tuple[AgeBand, ...] = ()
    agency: PartnerCode
    purpose: RuleCode
    """What the agency is told for, as the disclosure is recorded: child-protection, crisis-support."""
    legal_basis: LegalBasis
    article: str = Field(min_length=1)
    """The national provision behind `legal_basis`."""
    field_set: FieldSet
    """Only what the agency needs for the purpose."""
    channels: tuple[NoticeChannel, ...] = Field(min_length=1)
    """Tried in this order."""
    acknowledge_within: TermText
    escalation: tuple[Escalation, ...] = ()


class NoticeRules(Section):
    """The whole file: `[[rule]]` after `[[rule]]`."""

    rule: tuple[NoticeRule, ...] = ()

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once("notice rules", [rule.code for rule in self.rule])
        return self


class Notifications(Section):
    """The voice of the service."""

    rules: NoticeRules = NoticeRules()
    """In the municipality's file: the name of the file with the rules, relative to it."""
