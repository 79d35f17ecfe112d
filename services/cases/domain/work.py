"""Opening, assigning and closing a case."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain.case import Case, CaseState, evolve
from services.cases.domain.referral import remember
from services.cases.domain.rules import Rules
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened
from shared.contracts.codes import AgeBand, CaseOutcome, NeedCode, Priority, ReferralKind
from shared.contracts.intake import ReferralAccepted
from shared.decision import Cause, Decision, Ref, Refusal, World


def case_id(cause: Cause) -> UUID:
    """The case that a fact or command opens."""
    return cause.derive("case")


def refs(fact: ReferralAccepted, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((Case, case_id(cause)),)


def open_for_referral(world: World, fact: ReferralAccepted, cause: Cause, rules: Rules) -> Decision:
    """An accepted referral opens a case in the unit that its needs and age belong to."""
    if world.get(Case, case_id(cause)):
        return Decision()
    return _opened(
        case=case_id(cause), referrals=(fact.referral,), subjects=fact.subjects, kind=fact.kind, priority=fact.priority,
        needs=fact.needs, age_band=fact.age_band, unit=rules.unit_for(fact.needs, fact.age_band), opened_at=cause.time,
        due_at=fact.due_at,
    )  # fmt: skip


def open_proactively(
    subjects: tuple[UUID, ...],
    needs: tuple[NeedCode, ...],
    priority: Priority,
    age: AgeBand,
    cause: Cause,
    rules: Rules,
) -> Decision:
    """Staff open a case without a referral: the service itself saw the need (apzināšana)."""
    return _opened(
        case=case_id(cause), referrals=(), subjects=subjects, kind=ReferralKind.OTHER, priority=priority, needs=needs,
        age_band=age, unit=rules.unit_for(needs, age), opened_at=cause.time, opened_by=cause.staff,
    )  # fmt: skip


def assign(case: Case, staff: Staff | None, cause: Cause) -> Decision:
    """Give the case to a member of staff. Raises Refusal when they do not exist or are away, or the case is closed."""
    must_be_open(case)
    whom = must_be_there(staff, today(cause.time))
    fact = CaseAssigned(case=case.id, staff=whom.id, unit=whom.unit)
    return Decision((evolve(case, fact),), (fact,))


def close(case: Case, outcome: CaseOutcome, cause: Cause) -> Decision:
    """Close the case with an outcome. Raises Refusal while a visit is still planned, or a statutory task open."""
    must_be_open(case)
    if case.open_visits:
        raise Refusal(
            code="visits-open", title="Visits are still planned",
            detail=f"{len(case.open_visits)} planned visit(s): complete, miss or cancel each before closing the case.",
        )  # fmt: skip
    if case.open_duties:
        raise Refusal(
            code="duties-open", title="Statutory tasks are still open",
            detail=f"{len(case.open_duties)} statutory task(s): do each before closing the case.",
        )  # fmt: skip
    fact = CaseClosed(case=case.id, referrals=case.referrals, outcome=outcome, closed_at=cause.time)
    return Decision((evolve(case, fact),), (fact,))


def _opened(**told) -> Decision:
    fact = CaseOpened(**told)
    case = evolve(None, fact)
    return Decision((*remember(case), case), (fact,))


def must_be_open(case: Case) -> None:
    """Raises Refusal for a closed case."""
    if case.state is CaseState.CLOSED:
        raise Refusal(
            code="case-closed", title="The case is closed", detail="Nothing about it changes any more: open a new case."
        )
