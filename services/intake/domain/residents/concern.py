"""What a resident brings over the web, and how it is followed with a number and a code, without revealing anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from services.intake.domain import inquire
from services.intake.domain.acts import Act, refusal
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.register import Submission, register
from services.intake.domain.residents.door import Bucket, Door, Limit, passed
from services.intake.domain.rules import Rules
from shared.contracts.codes import ReferralKind
from shared.contracts.intake import ReferralWithdrawn
from shared.contracts.referral_codes import ReferralState, WithdrawalReason
from shared.decision import Cause, Decision, Refusal, World
from shared.shown_code import Keyed, same, shown_code

_NOBODY_S = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ResidentRules:
    """Which kinds residents may bring, of which they are told how they stand, and which they may take back."""

    kinds: frozenset[ReferralKind]
    told: frozenset[ReferralKind]
    withdrawable: frozenset[ReferralKind]
    limits: Mapping[Door, Limit]


class Standing(StrEnum):
    """Where a concern stands, as far as anybody is told who is not of the staff."""

    RECEIVED = "received"
    BEING_LOOKED_AT = "being_looked_at"
    NEEDS_SOMETHING = "needs_something"
    DEALT_WITH = "dealt_with"
    NOT_TOLD = "not_told"


_STANDING = {
    ReferralState.RECEIVED: Standing.RECEIVED,
    ReferralState.NEEDS_INFO: Standing.NEEDS_SOMETHING,
    ReferralState.ACCEPTED: Standing.BEING_LOOKED_AT,
    ReferralState.IN_PROGRESS: Standing.BEING_LOOKED_AT,
}
"""Whatever else became of it is dealt with, and how is not told."""


def take(
    world: World, submission: Submission, bucket: str, cause: Cause, rules: Rules, residents: ResidentRules
) -> Decision:
    """Register it like anything else, if its kind is one for residents. Raises Refusal, or DoorClosed."""
    if submission.said.kind not in residents.kinds:
        raise Refusal(
            code="kind-not-for-residents", title="This kind is not taken from residents", status=403,
            detail=f"Over the web we take {', '.join(sorted(residents.kinds))}; call us for anything else.",
            pointers=(("/kind", "is not taken here"),),
        )  # fmt: skip
    after = passed(world.get(Bucket, bucket), bucket, residents.limits[Door.WEB], cause.time)
    return register(world, submission, cause, rules) + Decision((after,))


def follow_up_code(referral: UUID, rules: Keyed) -> str:
    """What whoever brought it shows to ask about it."""
    return shown_code(f"follow-up:{referral}", rules)


def followed(referral: Referral | None, code: str, rules: Keyed) -> Referral:
    """The referral, for whoever knows its code. Raises the same Refusal whatever is wrong with number or code."""
    # Asked for in any case: how long it takes tells nobody that there is such a number.
    knows = same(follow_up_code(referral.id if referral else _NOBODY_S, rules), code)
    if referral is None or referral.partner is not None or not knows:
        raise Refusal(
            code="concern-unknown", title="There is nothing with this number and code", status=404,
            detail="Compare number and code, letter by letter, with what you were given.",
        )  # fmt: skip
    return referral


def standing(referral: Referral, residents: ResidentRules) -> Standing:
    """Where it stands, for whoever may be told."""
    if referral.kind not in residents.told:
        return Standing.NOT_TOLD
    return _STANDING.get(referral.state, Standing.DEALT_WITH)


def add(referral: Referral, words: str, cause: Cause, rules: Rules) -> Decision:
    """Whoever brought it says something more. Raises Refusal when it is over."""
    _require_open(referral, Act.SUPPLY)
    return inquire.take_down(referral, words, cause, rules)


def withdraw(referral: Referral, residents: ResidentRules) -> Decision:
    """Somebody takes back what they asked for themselves. Raises Refusal when it is no such kind, or over."""
    if referral.kind not in residents.withdrawable:
        raise Refusal(
            code="concern-stays", title="This cannot be taken back",
            detail="What was said about somebody stays with us; tell us what is different now.",
        )  # fmt: skip
    _require_open(referral, Act.WITHDRAW)
    fact = ReferralWithdrawn(referral=referral.id, reason=WithdrawalReason.NO_LONGER_NEEDED)
    return Decision((evolve(referral, fact),), (fact,))


def _require_open(referral: Referral, act: Act) -> None:
    """The rule's own words would tell what became of it."""
    if refusal(referral, act):
        raise Refusal(
            code="concern-over", title="This is over",
            detail="Nothing is added to it any more: send a new one, or call.",
        )  # fmt: skip
