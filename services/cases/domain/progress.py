"""How the work on a case comes forward: its stages, its risk, and the times in which it rests."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.cases.domain.acts import Act, require
from services.cases.domain.case import Case, CaseState, evolve, state_of
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.domain.work import changed
from shared.contracts.case_codes import CaseStage, RestReason, RiskReason, TaskKind
from shared.contracts.case_life import CaseMoved, CaseResumed, CaseSuspended, RiskAssessed
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Cause, Decision, Refusal

BY_HAND = {
    CaseStage.ASSESSMENT: Act.BEGIN_ASSESSMENT,
    CaseStage.SERVICES: Act.BEGIN_SERVICES,
    CaseStage.REVIEW: Act.BEGIN_REVIEW,
}
"""The stages that a person moves a case to; the others it reaches by what is done."""


def begin(case: Case, stage: CaseStage) -> Decision:
    """A person moves the case to a stage. Raises Refusal when it does not follow, or follows by an act of its own."""
    if stage not in BY_HAND:
        raise Refusal(
            code="stage-follows-by-itself", title="The stage follows by itself",
            detail=f"A case is at {stage} once its plan is: draft it, or have it approved.",
            pointers=(("/stage", "is reached by what is done with the plan"),),
        )  # fmt: skip
    require(case, BY_HAND[stage])
    return changed(case, CaseMoved(case=case.id, stage=stage))


def reach(case: Case, stage: CaseStage) -> Decision:
    """What was done shows that the case is at a stage: for the rules of plans, assessments and services.

    A case that is there already, that rests, or that nobody has yet is left as it is, and so is one that is over.
    """
    stays = (CaseState.OPEN, CaseState.SUSPENDED, CaseState.CLOSED, CaseState.DUPLICATE, state_of(stage))
    return Decision() if case.state in stays else changed(case, CaseMoved(case=case.id, stage=stage))


def assess_risk(
    case: Case, level: RiskLevel, reasons: Sequence[RiskReason], cause: Cause, assessment: UUID | None = None
) -> Decision:
    """How great the risk is and why: a person says so, or `assessment` when its score does.

    Raises Refusal for a case that is over, and for a level above low without a reason.
    """
    require(case, Act.ASSESS_RISK)
    if level is not RiskLevel.LOW and not reasons:
        raise Refusal(
            code="risk-without-reason", title="A risk has its reasons",
            detail="Name at least one reason for a risk that is not low.", pointers=(("/reasons", "names none"),),
        )  # fmt: skip
    said = tuple(dict.fromkeys(reasons))
    return changed(
        case, RiskAssessed(case=case.id, level=level, reasons=said, assessed_at=cause.time, assessment=assessment)
    )


def suspend(case: Case, reason: RestReason, until: datetime | None, cause: Cause) -> Decision:
    """The work rests. With `until`, whoever has the case gets a task to look at it again then."""
    require(case, Act.SUSPEND)
    if until and until <= cause.time:
        raise Refusal(
            code="rest-in-the-past", title="Its end is over already",
            detail="A case rests until a time that is still to come.", pointers=(("/until", "lies in the past"),),
        )  # fmt: skip
    rests = changed(case, CaseSuspended(case=case.id, reason=reason, until=until))
    if until is None:
        return rests
    (after,) = rests.states
    return rests + task.add(after, TaskKind.CASE_RESUMPTION, until, cause, about=case.id)


def resumption(case: Case) -> UUID | None:
    """The task that reminds of a case that rests; None when it has none."""
    until = case.suspended_until
    return task.task_id(case.id, TaskKind.CASE_RESUMPTION, until) if until else None


def resume(case: Case, reminder: Task | None, cause: Cause) -> Decision:
    """The work goes on where it was; what was to remind of it is done."""
    require(case, Act.RESUME)
    fact = CaseResumed(case=case.id)
    after = evolve(case, fact)
    return Decision((after,), (fact,)) + task.complete(after, reminder, cause)
