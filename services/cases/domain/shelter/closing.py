"""A night is closed in its morning: its counts stand from then on, and are corrected only with a reason."""

from collections.abc import Mapping
from datetime import timedelta

from services.cases.domain.account import staff_of
from services.cases.domain.shelter.door import must_be_open
from services.cases.domain.shelter.night import Night, evolve
from services.cases.domain.shelter.rules import NightRule, is_over
from shared.contracts.shelter import ShelterNightClosed, ShelterNightCorrected
from shared.contracts.shelter_codes import NightCorrectionReason, TurnedAwayReason
from shared.decision import Cause, Decision, Refusal

BEHIND = timedelta(days=366)
"""How long ago a night may have begun that is closed now: before it a year was mistyped."""


def close(night: Night, beds: int | None, rule: NightRule, cause: Cause) -> Decision:
    """The night is over: whoever is still here leaves now. Nobody need have come.

    Raises Refusal before its morning, more than a year later, and when it is closed already.
    """
    must_be_open(night)
    if not is_over(night.begins_on, cause.time, rule):
        raise Refusal(
            code="night-not-over", title="The night is not over", rule=rule.source,
            detail=f"A night is closed in its morning, from {rule.closes_from:%H:%M} on the day after it began.",
            pointers=(("/begins_on", "begins a night that is not over"),),
        )  # fmt: skip
    if night.begins_on < (cause.time - BEHIND).date():
        raise Refusal(
            code="night-long-over", title="That night is long over", detail="Look at the year.",
            pointers=(("/begins_on", "lies more than a year behind"),),
        )  # fmt: skip
    fact = ShelterNightClosed(
        night=night.id, offer=night.offer, begins_on=night.begins_on, guests=night.guests, reasons=night.reasons,
        turned_away=night.turned_away, closed_at=cause.time, closed_by=staff_of(cause),
        beds=beds if night.beds is None else night.beds,
    )  # fmt: skip
    return Decision((evolve(night, fact),), (fact,))


def correct(
    night: Night, guests: int, turned_away: Mapping[TurnedAwayReason, int], reason: NightCorrectionReason, cause: Cause
) -> Decision:
    """The counts are these. Raises Refusal for a night that is still open, and when nothing is different."""
    if night.closed_at is None:
        raise Refusal(
            code="night-open", title="The night is still open",
            detail="Let in, turn away and close it; only what was closed is corrected.",
        )  # fmt: skip
    reasons = tuple(why for why in TurnedAwayReason if turned_away.get(why))
    counts = tuple(turned_away[why] for why in reasons)
    before = dict(zip(night.reasons, night.turned_away, strict=True))
    if (guests, dict(zip(reasons, counts, strict=True))) == (night.guests, before):
        raise Refusal(
            code="nothing-to-correct", title="The counts are these already",
            detail="Send the counts as they should have been.",
        )  # fmt: skip
    fact = ShelterNightCorrected(
        night=night.id, reason=reason, guests=guests, reasons=reasons, turned_away=counts, corrected_at=cause.time,
        corrected_by=staff_of(cause),
    )  # fmt: skip
    return Decision((evolve(night, fact),), (fact,))
