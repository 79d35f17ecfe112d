"""What intake decides by rule: which class and clock a referral gets, and which kinds need no decision at all.

Terms and classes are law, contract or convention, never code: every rule is dated and names its source.
"""

from datetime import date
from typing import Self

from pydantic import Field, model_validator

from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.fields import RuleCode
from shared.contracts.people_codes import ContactChannel
from shared.settings.matching import MatchingScale
from shared.settings.section import Dated, Section, TermText, once


class AcceptanceRule(Dated):
    """Kinds of referral that are accepted as soon as they are registered, because nobody may refuse them."""

    code: RuleCode
    kinds: tuple[ReferralKind, ...] = Field(min_length=1)


class TriageRule(Dated):
    """A referral of one of `kinds` with one of `needs` has `priority` and two clocks; an empty tuple means any.

    The first rule that holds on the day and matches decides.
    """

    code: RuleCode
    kinds: tuple[ReferralKind, ...] = ()
    needs: tuple[NeedCode, ...] = ()
    priority: Priority
    decide_within: TermText
    """From receipt until intake has accepted or declined it."""
    contact_within: TermText
    """From receipt until somebody has seen or spoken to the person."""

    def matches(self, kind: ReferralKind, needs: frozenset[NeedCode]) -> bool:
        return (not self.kinds or kind in self.kinds) and (not self.needs or not needs.isdisjoint(self.needs))


class ResidenceException(Dated):
    """Who is helped where they are, wherever they are declared: of one of each of these; an empty tuple means any."""

    code: RuleCode
    needs: tuple[NeedCode, ...] = ()
    age_bands: tuple[AgeBand, ...] = ()
    priorities: tuple[Priority, ...] = ()

    def matches(self, needs: frozenset[NeedCode], age: AgeBand, priority: Priority) -> bool:
        return (
            (not self.needs or not needs.isdisjoint(self.needs))
            and (not self.age_bands or age in self.age_bands)
            and (not self.priorities or priority in self.priorities)
        )


class SafeContactRule(Dated):
    """Nobody is reached by one of `forbidden` after a referral with one of `needs`, before a worker has decided."""

    code: RuleCode
    needs: tuple[NeedCode, ...] = Field(min_length=1)
    forbidden: tuple[ContactChannel, ...] = Field(min_length=1)


class EarlyWarningRule(Dated):
    """More referrals of a kind than usual: in `window_days` at least `least`, and `factor` times as many as in as many
    days of the `baseline_days` before. The first rule that holds and names the kind counts; no kinds means any."""

    code: RuleCode
    kinds: tuple[ReferralKind, ...] = ()
    window_days: int = Field(ge=1, le=31)
    baseline_days: int = Field(ge=7, le=366)
    factor: float = Field(ge=1, le=100)
    least: int = Field(ge=1, le=10_000)


class Intake(Section):
    accept_on_receipt: tuple[AcceptanceRule, ...] = ()
    triage: tuple[TriageRule, ...] = Field(min_length=1)
    residence_exception: tuple[ResidenceException, ...] = ()
    early_warning: tuple[EarlyWarningRule, ...] = ()
    matching: tuple[MatchingScale, ...] = ()
    """How people are told to be one; the first that holds on the day."""
    safe_contact: tuple[SafeContactRule, ...] = ()
    """How people of whom something dangerous is said are reached until somebody has decided."""

    def rules_on(self, day: date) -> tuple[TriageRule, ...]:
        """The triage rules that hold on `day`, in order."""
        return tuple(rule for rule in self.triage if rule.holds_on(day))

    @model_validator(mode="after")
    def _nothing_falls_through(self) -> Self:
        last = self.triage[-1]
        if last.kinds or last.needs or last.valid_until is not None:
            raise ValueError(f"the last triage rule ({last.code}) must match everything, or a referral gets no clock")
        return self

    @model_validator(mode="after")
    def _names_are_unique(self) -> Self:
        once(
            "intake rules",
            [
                rule.code
                for rules in (
                    self.accept_on_receipt,
                    self.triage,
                    self.residence_exception,
                    self.matching,
                    self.safe_contact,
                    self.early_warning,
                )
                for rule in rules
            ],
        )
        return self
