"""The dated switch into emergency mode and out of it: planned, ended, and told at its instants."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.cases.domain.mode.periods import ID, Period, mode_at, overlap, period_at
from services.cases.domain.rules import Rules
from shared.contracts.fact import Fact
from shared.contracts.mode import EmergencyModePlanned, EmergencyModeSwitched
from shared.contracts.mode_codes import EmergencyReason, ServiceMode
from shared.decision import Cause, Decision, Ref, Refusal, Timer, World

KIND = "emergency-mode"


@dataclass(frozen=True, slots=True)
class EmergencyMode:
    """All periods of emergency, and which mode was told last, as of when."""

    id: str = ID
    periods: tuple[Period, ...] = ()
    told: ServiceMode = ServiceMode.NORMAL
    told_at: datetime | None = None
    version: int = 1


def begin(world: World, wanted: Iterable[EmergencyMode]) -> Decision:
    """A service that never had an emergency begins in normal mode; no fact says so."""
    return Decision(tuple(state for state in wanted if world.get(EmergencyMode, state.id) is None))


def evolve(mode: EmergencyMode, fact: Fact) -> EmergencyMode:
    """The mode after a fact of the service's own. What the source says in words stays as it was."""
    match fact:
        case EmergencyModePlanned():
            before = next((period for period in mode.periods if period.id == fact.period), None)
            period = Period(
                fact.period, fact.reason, before.source if before else "", fact.from_at, fact.until_at,
                fact.planned_at, fact.by,
            )  # fmt: skip
            others = [other for other in mode.periods if other.id != fact.period]
            changed = {"periods": tuple(sorted((*others, period), key=lambda one: (one.from_at, one.planned_at)))}
        case EmergencyModeSwitched():
            changed = {"told": fact.mode, "told_at": fact.at}
        case _:
            raise TypeError(f"{fact.type} is not a fact about the mode of the service")
    return replace(mode, version=mode.version + 1, **changed)


def plan(
    mode: EmergencyMode,
    reason: EmergencyReason,
    source: str,
    from_at: datetime | None,
    until_at: datetime | None,
    cause: Cause,
    rules: Rules,
) -> Decision:
    """Switch to emergency mode from an instant on (none: from now), perhaps until another. Raises Refusal."""
    period = Period(cause.derive("period"), reason, source, from_at or cause.time, until_at, cause.time, cause.staff)
    if period.is_empty:
        raise Refusal(
            code="emergency-ends-before-it-begins", title="It ends before it begins",
            detail="until_at must lie after from_at, or after now when from_at is left out.",
            pointers=(("/until_at", "does not lie after the beginning"),),
        )  # fmt: skip
    _must_not_be_past(period.from_at, "/from_at", cause)
    _must_be_free(mode, period)
    return _planned(replace(mode, periods=(*mode.periods, period)), period, cause, rules)


def end(mode: EmergencyMode, period: Period, at: datetime | None, cause: Cause, rules: Rules) -> Decision:
    """Let a period end at an instant (none: now), be it earlier or later than was said. One that has not begun by then
    is called off. Raises Refusal."""
    if period.until_at is not None and period.until_at <= cause.time:
        raise Refusal(
            code="emergency-over", title="The emergency is over",
            detail="This period of emergency is over or called off: plan a new one.",
        )  # fmt: skip
    _must_not_be_past(at or cause.time, "/at", cause)
    ended = replace(period, until_at=max(at or cause.time, period.from_at))
    _must_be_free(mode, ended)
    return _planned(mode, ended, cause, rules)


def refs(timer: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((EmergencyMode, ID),)


def switch(world: World, timer: Timer, cause: Cause, rules: Rules) -> Decision:
    """An instant has come at which somebody planned that the mode changes."""
    return settle(world.get(EmergencyMode, ID), timer.due, rules)


def settle(mode: EmergencyMode, at: datetime, rules: Rules) -> Decision:
    """Tell that the mode is another one at `at` than was told; nothing when it is not, or something later was told."""
    holds = mode_at(mode.periods, at)
    if holds is mode.told or (mode.told_at is not None and at < mode.told_at):
        return Decision()
    period = period_at(mode.periods, at) or max(
        (one for one in mode.periods if one.until_at is not None and one.until_at <= at), key=lambda one: one.until_at
    )
    since = period.from_at if holds is ServiceMode.EMERGENCY else period.until_at
    fact = EmergencyModeSwitched(
        municipality=rules.municipality, mode=holds, at=since, period=period.id, reason=period.reason,
        service_mode=holds,
    )  # fmt: skip
    return Decision((evolve(mode, fact),), (fact,))


def timers(period: Period) -> tuple[Timer, ...]:
    """The instants of a period, each told when it comes; of those that have passed nothing is left to tell."""
    return tuple(Timer(KIND, ID, at) for at in (period.from_at, period.until_at) if at is not None)


def _planned(mode: EmergencyMode, period: Period, cause: Cause, rules: Rules) -> Decision:
    """What was planned is told at once; the switch too when its instant has come, else a timer tells it then."""
    fact = EmergencyModePlanned(
        municipality=rules.municipality, period=period.id, reason=period.reason, from_at=period.from_at,
        until_at=period.until_at, planned_at=period.planned_at, by=period.by,
    )  # fmt: skip
    after = evolve(mode, fact)
    return Decision((after,), (fact,), timers=timers(period)) + settle(after, cause.time, rules)


def _must_not_be_past(at: datetime, pointer: str, cause: Cause) -> None:
    if at < cause.time:
        raise Refusal(
            code="emergency-in-the-past", title="The mode does not change in the past",
            detail="Facts carry the mode they happened in: leave the instant out for now, or name one to come.",
            pointers=((pointer, "lies in the past"),),
        )  # fmt: skip


def _must_be_free(mode: EmergencyMode, period: Period) -> None:
    """A service is in one emergency at a time."""
    for other in mode.periods:
        if other.id != period.id and overlap(other, period):
            raise Refusal(
                code="emergency-overlaps", title="Another emergency holds then",
                detail="Another period of emergency holds in this time: end that one first, or choose another time.",
            )  # fmt: skip
