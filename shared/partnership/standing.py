"""The partner as a state, and how each fact about it changes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, get_args

from shared.contracts.codes import PartnerKind
from shared.contracts.intake import PartnerOnboarded
from shared.contracts.partners import PartnerCredentialsRotated, PartnerRemoved, PartnerResumed, PartnerSuspended
from shared.contracts.standing_codes import PartnerState, RemovalReason, SuspensionReason
from shared.decision import Cause, Decision, Handler, Ref, World

PartnerChange = PartnerOnboarded | PartnerSuspended | PartnerResumed | PartnerRemoved | PartnerCredentialsRotated


@dataclass(frozen=True, slots=True)
class Partner:
    """An institution; `id` is its code. What it may send stays in the configuration."""

    id: str
    kind: PartnerKind
    state: PartnerState = PartnerState.ACTIVE
    since: datetime | None = None
    """Since when it is in this state; none for one that always was."""
    reason: SuspensionReason | RemovalReason | None = None
    generation: int = 0
    """Which generation of its credentials is the newest."""
    rotated_at: datetime | None = None
    old_until: datetime | None = None
    """Until when those of the generation before hold. Older ones never do."""
    version: int = 1

    @property
    def has_access(self) -> bool:
        return self.state is PartnerState.ACTIVE

    def accepts(self, generation: int, now: datetime) -> bool:
        """Whether credentials of that generation hold at `now`."""
        if generation == self.generation - 1:
            return self.old_until is not None and now < self.old_until
        return generation == self.generation


def evolve(partner: Partner | None, fact: PartnerChange) -> Partner:
    """The partner after a fact about it."""
    if partner is None:
        # Who followed these facts only from some day on may miss the first; its kind is then not known here.
        kind = fact.kind if isinstance(fact, PartnerOnboarded) else PartnerKind.OTHER
        partner = Partner(fact.partner, kind, version=0)
    match fact:
        case PartnerOnboarded() if partner.state is PartnerState.REMOVED:
            # It comes back as somebody new: what it once had for credentials stays worthless.
            generation = partner.generation + 1
            return Partner(partner.id, fact.kind, generation=generation, version=partner.version + 1)
        case PartnerOnboarded():
            changed: dict[str, Any] = {"kind": fact.kind}
        case PartnerSuspended():
            changed = {"state": PartnerState.SUSPENDED, "since": fact.at, "reason": fact.reason}
        case PartnerResumed():
            changed = {"state": PartnerState.ACTIVE, "since": fact.at, "reason": None}
        case PartnerRemoved():
            changed = {"state": PartnerState.REMOVED, "since": fact.at, "reason": fact.reason}
        case PartnerCredentialsRotated():
            changed = {"generation": fact.generation, "rotated_at": fact.at, "old_until": fact.old_until}
    return replace(partner, version=partner.version + 1, **changed)


def _refs(fact: PartnerChange, cause: Cause, rules: Any) -> Iterable[Ref]:
    return [(Partner, fact.partner)]


def _follow(world: World, fact: PartnerChange, cause: Cause, rules: Any) -> Decision:
    return Decision((evolve(world.get(Partner, fact.partner), fact),))


FOLLOWED = {fact.type: Handler(_refs, _follow) for fact in get_args(PartnerChange)}
"""For a table of handlers: the standing follows from the facts alone, in intake's own log as with whoever hears it."""
