"""Prevention (profilakse): booked, confirmed, held before so many of each age, or called off. Nobody is listed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.cases.domain.contacts.contact import whose
from services.cases.domain.contacts.note import noted
from services.cases.domain.units.unit import Unit
from shared.contracts import contacts as told
from shared.contracts.codes import AgeBand, NeedCode, VisitMode
from shared.contracts.contact_codes import ActivityCancelReason, ActivityKind
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Refusal

AHEAD = timedelta(days=732)
"""Schools book for the next year at most: beyond it a year was mistyped."""


class ActivityState(StrEnum):
    """Where a booking stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    HELD = "held"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of one unit; `counts` says how many of each of `ages` took part, `minutes` how long it took.

    Which class it is for stands in the note of its id.
    """

    id: UUID
    unit: UUID
    kind: ActivityKind
    theme: NeedCode
    school: str | None
    planned_at: datetime
    state: ActivityState = ActivityState.REQUESTED
    staff: tuple[UUID, ...] = ()
    mode: VisitMode | None = None
    held_at: datetime | None = None
    minutes: int | None = None
    ages: tuple[AgeBand, ...] = ()
    counts: tuple[int, ...] = ()
    reason: ActivityCancelReason | None = None
    version: int = 1


def evolve(activity: Activity | None, fact: Fact) -> Activity:
    """The activity after a fact of the service's own."""
    match fact:
        case told.ActivityBooked():
            return Activity(fact.activity, fact.unit, fact.kind, fact.theme, fact.school, fact.planned_at)
        case told.ActivityConfirmed():
            changed = {"state": ActivityState.CONFIRMED, "staff": fact.staff}
        case told.ActivityCancelled():
            changed = {"state": ActivityState.CANCELLED, "reason": fact.reason}
        case told.ActivityHeld():
            changed = {"state": ActivityState.HELD, "mode": fact.mode, "held_at": fact.held_at}
            changed |= {"minutes": fact.minutes, "ages": fact.ages, "counts": fact.counts}
        case _:
            raise TypeError(f"{fact.type} is not a fact about an activity")
    return replace(activity, version=activity.version + 1, **changed)


def activity_id(cause: Cause) -> UUID:
    return cause.derive("activity")


def book(
    unit: Unit | None, kind: ActivityKind, theme: NeedCode, school: str | None, class_label: str | None, at: datetime,
    partners: Collection[str], cause: Cause,
) -> Decision:  # fmt: skip
    """A school asks for it. Raises Refusal for an unknown unit or school, and for a time that cannot be."""
    whose(cause)
    if unit is None or not unit.active:
        raise Refusal(
            code="unit-unknown", title="There is no such unit", detail="Take a unit out of the list of units.",
            pointers=(("/unit", "is no unit's id"),),
        )  # fmt: skip
    if school is not None and school not in partners:
        raise Refusal(
            code="agency-unknown", title="No such agency", detail="Take codes out of the list of partners.",
            pointers=(("/school", "is no partner's code"),),
        )  # fmt: skip
    if at > cause.time + AHEAD:
        raise Refusal(
            code="activity-too-far-ahead", title="It lies too far ahead", detail="Look at the year.",
            pointers=(("/planned_at", "lies too far ahead"),),
        )  # fmt: skip
    fact = told.ActivityBooked(
        activity=activity_id(cause), unit=unit.id, kind=kind, theme=theme, school=school, planned_at=at
    )  # fmt: skip
    after = evolve(None, fact)
    return Decision((after, *noted(after.id, class_label)), (fact,))


def confirm(activity: Activity, staff: tuple[UUID, ...]) -> Decision:
    """Somebody will do it. Raises Refusal when it is confirmed or over."""
    _must_be(activity, ActivityState.REQUESTED)
    return _said(activity, told.ActivityConfirmed(activity=activity.id, staff=staff))


def cancel(activity: Activity, reason: ActivityCancelReason) -> Decision:
    """It does not take place. Raises Refusal when it is over."""
    _must_be(activity, ActivityState.REQUESTED, ActivityState.CONFIRMED)
    return _said(activity, told.ActivityCancelled(activity=activity.id, reason=reason))


def hold(
    activity: Activity, mode: VisitMode, minutes: int, counts: Mapping[AgeBand, int], at: datetime | None, cause: Cause
) -> Decision:
    """It took place, before `counts` of each age. Raises Refusal when nobody confirmed it, or it lies ahead."""
    _must_be(activity, ActivityState.CONFIRMED)
    began = at or activity.planned_at
    if began > cause.time:
        raise Refusal(
            code="activity-in-the-future", title="That has not happened yet",
            detail="An activity that took place lies in the past: say when it began.",
            pointers=(("/held_at", "lies in the future"),),
        )  # fmt: skip
    ages = tuple(age for age in AgeBand if age in counts)
    fact = told.ActivityHeld(
        activity=activity.id, unit=activity.unit, kind=activity.kind, theme=activity.theme, school=activity.school,
        mode=mode, held_at=began, minutes=minutes, ages=ages, counts=tuple(counts[age] for age in ages),
    )  # fmt: skip
    return _said(activity, fact)


def _said(activity: Activity, fact: Fact) -> Decision:
    return Decision((evolve(activity, fact),), (fact,))


def _must_be(activity: Activity, *states: ActivityState) -> None:
    if activity.state not in states:
        wanted = " or ".join(states)
        raise Refusal(
            code="activity-state", title="That is not what comes next",
            detail=f"The activity is {activity.state}; for this it must be {wanted}.",
        )  # fmt: skip
