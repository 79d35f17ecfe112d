"""What may be done with a plan: one table of states and acts, and for each refused act the reason in words."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from services.cases.domain.plans.plan import Plan, PlanState
from shared.decision import Refusal


class PlanAct(StrEnum):
    """What somebody does with a plan."""

    REWRITE = "rewrite"
    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    STEP = "step"
    REVIEW = "review"


JUDGING = frozenset({PlanAct.APPROVE, PlanAct.RETURN})
_WRITING = frozenset({PlanAct.REWRITE, PlanAct.SUBMIT})
_WORKING = frozenset({PlanAct.STEP, PlanAct.REVIEW})

ALLOWED: Mapping[PlanState, frozenset[PlanAct]] = MappingProxyType(
    {
        PlanState.DRAFT: _WRITING,
        PlanState.RETURNED: _WRITING,
        PlanState.SUBMITTED: JUDGING,
        PlanState.IN_FORCE: _WORKING,
        PlanState.SUPERSEDED: frozenset(),
        PlanState.ENDED: frozenset(),
    }
)


def require(plan: Plan, act: PlanAct, by: UUID | None = None) -> None:
    """Raises the Refusal of an act that is not possible as things stand."""
    if why := refusal(plan, act, by):
        raise why


def refusal(plan: Plan, act: PlanAct, by: UUID | None = None) -> Refusal | None:
    """Why an act by somebody is not possible as things stand; None when it is."""
    if act in ALLOWED[plan.state]:
        return _four_eyes() if act in JUDGING and by == plan.author else None
    if act in _WRITING:
        return Refusal(
            code="plan-not-a-draft", title="It is no draft any more",
            detail=f"The plan is {plan.state}. What is in force changes by a review, which begins the next edition.",
        )  # fmt: skip
    if act in JUDGING:
        return Refusal(
            code="plan-not-submitted", title="It waits for nobody's judgement",
            detail=f"The plan is {plan.state}; its author submits it first.",
        )  # fmt: skip
    return Refusal(
        code="plan-not-in-force", title="The plan is not in force",
        detail=f"The plan is {plan.state}; only what is in force is worked on and reviewed.",
    )  # fmt: skip


def _four_eyes() -> Refusal:
    return Refusal(
        code="plan-is-your-own", status=403, title="Nobody judges their own plan",
        detail="Another supervisor approves or returns it.", rule="four eyes: convention of the social service",
    )  # fmt: skip
