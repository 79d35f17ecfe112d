"""What intake decides by rule: classes, clocks, and what needs no decision. The rules themselves are dated data."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from shared.contracts.codes import NeedCode, Priority, ReferralKind


@dataclass(frozen=True, slots=True)
class Triage:
    """The class of a referral: the rule that gave it, and its two clocks."""

    priority: Priority
    rule: str
    decide_by: datetime
    contact_by: datetime


class Rules(Protocol):
    """The municipality's configuration, in the domain's terms."""

    number_prefix: str

    def triage(self, kind: ReferralKind, needs: Collection[NeedCode], received: datetime) -> Triage:
        """The class of a referral received at that instant."""

    def accepted_by(self, kind: ReferralKind, received: datetime) -> str | None:
        """The rule under which this kind is accepted on receipt; None when a person decides."""

    def may_send(self, partner: str, kind: ReferralKind) -> bool:
        """Whether the partner is one of ours and may send this kind."""

    def fingerprint(self, text: str) -> str:
        """A keyed digest: finds the same text again, and tells nobody what it was."""
