"""A benefit is written down, corrected and ended; in time before its end somebody has a task to think of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.benefits.benefit import Benefit, evolve
from services.cases.domain.benefits.rules import BenefitRules
from services.cases.domain.case import Case
from services.cases.domain.plans.rules import end_of
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.domain.units.absence import today
from services.cases.domain.work import must_be_about, must_be_open
from shared.contracts.benefit_codes import BenefitEndReason, BenefitGrantor
from shared.contracts.benefits import BenefitCorrected, BenefitEnded, BenefitEndsSoon, BenefitRecorded
from shared.contracts.case_codes import TaskKind
from shared.decision import Cause, Decision, Ref, Refusal, Timer, World

CLOCK = "benefit-ends-soon"
"""The kind of the timer that tells of an end in time; its key is `case/benefit`."""
YEARS = timedelta(days=366 * 40)
"""How far from today a day may lie: beyond it a year was mistyped."""


@dataclass(frozen=True, slots=True)
class Granted:
    """What another system or municipality has granted. `decision` is its number there, `cents` an amount, if known."""

    what: str
    first_on: date
    grantor: BenefitGrantor
    last_on: date | None = None
    system: str | None = None
    decision: str | None = None
    cents: int | None = None


def benefit_id(cause: Cause) -> UUID:
    """The benefit that a command records."""
    return cause.derive("benefit")


def record(case: Case, person: UUID, granted: Granted, cause: Cause, rules: BenefitRules) -> Decision:
    """Write it down. Raises Refusal for a stranger, for what is no benefit, and for days that cannot be."""
    must_be_open(case)
    must_be_about(case, person)
    _must_be_possible(granted, cause, rules)
    fact = BenefitRecorded(
        case=case.id, benefit=benefit_id(cause), person=person, recorded_at=cause.time, by=staff_of(cause),
        ends_soon_at=_ends_soon_at(granted.last_on, cause.time, rules), **_told(granted),
    )  # fmt: skip
    after = replace(evolve(None, fact), decision=granted.decision, cents=granted.cents)
    return Decision((after,), (fact,), timers=timers(after))


def correct(
    case: Case, benefit: Benefit, before: Task | None, granted: Granted, cause: Cause, rules: BenefitRules
) -> Decision:
    """It was written down wrong; `before` is the task to think of its end. The same again changes nothing."""
    must_be_open(case)
    _must_run(benefit)
    _must_be_possible(granted, cause, rules)
    if granted == _granted(benefit):
        return Decision((benefit,))
    ends_alike = granted.last_on == benefit.last_on
    soon = benefit.ends_soon_at if ends_alike else _ends_soon_at(granted.last_on, cause.time, rules)
    fact = BenefitCorrected(
        case=case.id, benefit=benefit.id, corrected_at=cause.time, by=staff_of(cause), ends_soon_at=soon,
        **_told(granted),
    )  # fmt: skip
    after = replace(evolve(benefit, fact), decision=granted.decision, cents=granted.cents)
    done = Decision() if ends_alike else task.complete(case, before, cause)
    return Decision((after,), (fact,), timers=timers(after)) + done


def end(
    case: Case, benefit: Benefit, before: Task | None, reason: BenefitEndReason, last_on: date | None, cause: Cause
) -> Decision:
    """It is received no longer; the last day is today unless another is named. What was an error keeps its days.

    Raises Refusal when it has ended, and for a last day before its first or after the one it had.
    """
    must_be_open(case)
    _must_run(benefit)
    last = last_on or max(benefit.first_on, today(cause.time))
    if reason is BenefitEndReason.ENTERED_IN_ERROR:
        last = benefit.last_on or benefit.first_on
    elif last < benefit.first_on or (benefit.last_on and last > benefit.last_on):
        raise _wrong_day("/last_on", "It ends on a day of its time: correct it if its time is another.")
    fact = BenefitEnded(
        case=case.id, benefit=benefit.id, reason=reason, last_on=last, ended_at=cause.time, by=staff_of(cause)
    )  # fmt: skip
    return Decision((evolve(benefit, fact),), (fact,)) + task.complete(case, before, cause)


def clock_refs(told: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    case, benefit = map(UUID, str(told.key).split("/"))
    return ((Case, case), (Benefit, benefit))


def ends_soon(world: World, told: Timer, cause: Cause, rules: Rules) -> Decision:
    """Somebody has to think of its end. Nothing happens when it ends otherwise meanwhile."""
    case, id = map(UUID, str(told.key).split("/"))
    benefit = world.get(Benefit, id)
    if benefit is None or benefit.ends_soon_at != told.due:
        return Decision()
    fact = BenefitEndsSoon(case=case, benefit=id, last_on=benefit.last_on)
    asked = task.add(
        world.get(Case, case), TaskKind.BENEFIT_RENEWAL, end_of(benefit.last_on), cause, about=id
    )  # fmt: skip
    return Decision((evolve(benefit, fact),), (fact,)) + asked


def timers(benefit: Benefit) -> tuple[Timer, ...]:
    """The clock of a benefit as it stands. None is cancelled: one that finds something else does nothing."""
    due = benefit.ends_soon_at
    return (Timer(CLOCK, f"{benefit.case_id}/{benefit.id}", due),) if due else ()


def _must_run(benefit: Benefit) -> None:
    if benefit.ended_for is not None:
        raise Refusal(
            code="benefit-ended", title="The benefit has ended",
            detail=f"It ended ({benefit.ended_for}): record a new one if it is received again.",
        )  # fmt: skip


def _must_be_possible(granted: Granted, cause: Cause, rules: BenefitRules) -> None:
    day = today(cause.time)
    if not day - YEARS <= granted.first_on <= day + YEARS:
        raise _wrong_day("/first_on", "Look at the year of the first day.")
    if granted.last_on and not granted.first_on <= granted.last_on <= day + YEARS:
        raise _wrong_day("/last_on", "The last day is not before the first, and not decades ahead.")
    if not rules.is_known(granted.what, granted.first_on):
        raise Refusal(
            code="benefit-unknown", title="There is no such benefit",
            detail="Take a code of GET /v1/benefit-kinds that holds on the first day.",
            pointers=(("/what", "is no benefit on that day"),),
        )  # fmt: skip
    if granted.system and not rules.is_system(granted.system):
        raise Refusal(
            code="benefit-system-unknown", title="There is no such system",
            detail="Take a code of `benefit_systems` of the municipality's file, or leave it out.",
            pointers=(("/system", "is no system for benefits"),),
        )  # fmt: skip


def _ends_soon_at(last_on: date | None, now: datetime, rules: BenefitRules) -> datetime | None:
    """When to say it; at once where that time has come, and never of what is over."""
    if last_on is None or end_of(last_on) <= now:
        return None
    return max(now, end_of(last_on) - timedelta(days=rules.notice_days))


def _told(granted: Granted) -> dict:
    """What a fact says of it: neither its number there nor an amount."""
    return {name: getattr(granted, name) for name in ("what", "first_on", "last_on", "grantor", "system")}


def _granted(benefit: Benefit) -> Granted:
    return Granted(
        benefit.what, benefit.first_on, benefit.grantor, benefit.last_on, benefit.system, benefit.decision,
        benefit.cents,
    )  # fmt: skip


def _wrong_day(pointer: str, detail: str) -> Refusal:
    return Refusal(
        code="benefit-days", title="These days cannot be", detail=detail, pointers=((pointer, "cannot be"),)
    )  # fmt: skip
