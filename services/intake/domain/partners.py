"""Partners (sadarbības partneri): who may send us referrals, or is told of cases; let in, kept out, taken away."""

from collections.abc import Sequence
from datetime import datetime

from shared.contracts.codes import PartnerKind
from shared.contracts.intake import PartnerOnboarded
from shared.contracts.partners import PartnerCredentialsRotated, PartnerRemoved, PartnerResumed, PartnerSuspended
from shared.contracts.standing_codes import PartnerState, RemovalReason, SuspensionReason
from shared.decision import Cause, Decision, Refusal, World
from shared.partnership import Partner, evolve
from shared.partnership.standing import PartnerChange


def configure(world: World, wanted: Sequence[Partner]) -> Decision:
    """Bring the partners to what the configuration says; one that is unchanged causes no fact.

    One that was removed stays out while the file still names it: only `onboard` lets it in again.
    """
    facts = tuple(
        PartnerOnboarded(partner=partner.id, kind=partner.kind)
        for partner in wanted
        if _differs(world.get(Partner, partner.id), partner.kind)
    )
    return Decision(tuple(evolve(world.get(Partner, fact.partner), fact) for fact in facts), facts)


def _differs(known: Partner | None, kind: PartnerKind) -> bool:
    return known is None or (known.kind is not kind and known.state is not PartnerState.REMOVED)


def onboard(partner: Partner | None, code: str, kind: PartnerKind) -> Decision:
    """Let a partner in, one that was removed as well: under credentials of a new generation."""
    if partner is not None and partner.state is not PartnerState.REMOVED and partner.kind is kind:
        return Decision()
    return _told(partner, PartnerOnboarded(partner=code, kind=kind))


def suspend(partner: Partner, reason: SuspensionReason, cause: Cause) -> Decision:
    """Keep it out until it is resumed. Raises Refusal when it has no access anyway."""
    _must_be(partner, PartnerState.ACTIVE)
    return _told(partner, PartnerSuspended(partner=partner.id, at=cause.time, by=cause.staff, reason=reason))


def resume(partner: Partner, cause: Cause) -> Decision:
    """Let it in again. Raises Refusal when it is not suspended."""
    _must_be(partner, PartnerState.SUSPENDED)
    return _told(partner, PartnerResumed(partner=partner.id, at=cause.time, by=cause.staff))


def rotate(partner: Partner, old_until: datetime, cause: Cause) -> Decision:
    """Begin a new generation of credentials; those of the one before hold until `old_until`, older ones end now.

    Raises Refusal when it was removed, or when the old ones would hold for ever.
    """
    if partner.state is PartnerState.REMOVED:
        raise _is(partner)
    if (old_until - cause.time).days > _LONGEST_DAYS:
        raise Refusal(
            code="old-credentials-hold-too-long", title="The old credentials would hold too long", status=422,
            detail=f"Give an instant at most {_LONGEST_DAYS} days ahead: whoever has the old ones can use them until.",
            pointers=(("/old_until", "lies too far ahead"),),
        )  # fmt: skip
    fact = PartnerCredentialsRotated(
        partner=partner.id, at=cause.time, by=cause.staff, generation=partner.generation + 1,
        old_until=max(old_until, cause.time),
    )  # fmt: skip
    return _told(partner, fact)


def remove(partner: Partner, reason: RemovalReason, still_open: int, forced: bool, cause: Cause) -> Decision:
    """End its access for good; what it sent stays.

    Raises Refusal while referrals of it are open, for it would never hear their end; unless that is `forced`.
    """
    if partner.state is PartnerState.REMOVED:
        raise _is(partner)
    if still_open and not forced:
        raise Refusal(
            code="partner-has-open-referrals", title="Referrals of this partner are open",
            detail=f"{still_open} of its referrals are not over, and it would not hear how they end: wait, suspend it "
            "meanwhile, or force it.",
        )  # fmt: skip
    fact = PartnerRemoved(partner=partner.id, at=cause.time, by=cause.staff, reason=reason, still_open=still_open)
    return _told(partner, fact)


_LONGEST_DAYS = 90


def _told(partner: Partner | None, fact: PartnerChange) -> Decision:
    return Decision((evolve(partner, fact),), (fact,))


def _must_be(partner: Partner, state: PartnerState) -> None:
    if partner.state is not state:
        raise _is(partner)


def _is(partner: Partner) -> Refusal:
    return Refusal(
        code="partner-in-another-state", title="The partner is in another state",
        detail=f"{partner.id} is {partner.state}; `tilts partner show` says since when and why.",
    )  # fmt: skip
