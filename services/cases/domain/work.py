"""Opening a case, and giving it to somebody."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain.acts import Act, over, require
from services.cases.domain.case import Case, evolve
from services.cases.domain.referral import remember
from services.cases.domain.rules import Rules
from services.cases.domain.units.absence import today
from services.cases.domain.units.staff import Staff, must_be_there
from shared.contracts.case_codes import CountedAs
from shared.contracts.case_life import CaseCounted, CaseDeputySet
from shared.contracts.cases import CaseAssigned, CaseOpened
from shared.contracts.codes import AgeBand, NeedCode, Priority, ReferralKind
from shared.contracts.counting import count_as
from shared.contracts.fact import Fact
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
        due_at=fact.due_at, number=fact.number, counted_as=count_as(fact.age_band, fact.subjects),
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
        counted_as=count_as(age, subjects),
    )  # fmt: skip


def assign(case: Case, staff: Staff | None, cause: Cause) -> Decision:
    """Give the case to a member of staff. Raises Refusal when they do not exist or are away, or the case is over."""
    require(case, Act.ASSIGN)
    staff = must_be_there(staff, today(cause.time))
    return changed(case, CaseAssigned(case=case.id, staff=staff.id, unit=staff.unit))


def set_deputy(case: Case, deputy: Staff | None) -> Decision:
    """Say who of those there stands in for whoever has the case; None takes that back.

    Raises Refusal for whoever has it.
    """
    require(case, Act.SET_DEPUTY)
    if deputy and deputy.id == case.staff:
        raise Refusal(
            code="deputy-of-themselves", title="Nobody stands in for themselves",
            detail="They have the case: name somebody else.", pointers=(("/deputy", "has the case"),),
        )  # fmt: skip
    return changed(case, CaseDeputySet(case=case.id, deputy=deputy.id if deputy else None))


def count(case: Case, counted_as: CountedAs) -> Decision:
    """A person decides whether it counts as a family or as an adult; the same again changes nothing."""
    require(case, Act.COUNT)
    if case.counted_as is counted_as:
        return Decision()
    return changed(case, CaseCounted(case=case.id, counted_as=counted_as))


def changed(case: Case, fact: Fact) -> Decision:
    """A fact about one case, and the case after it."""
    return Decision((evolve(case, fact),), (fact,))


def must_be_open(case: Case) -> None:
    """Raises Refusal for a case that is closed, or whose work goes on in another one."""
    if why := over(case):
        raise why


def must_be_about(case: Case, person: UUID) -> None:
    """Raises Refusal for somebody whom the case is not about."""
    if person not in case.subjects:
        raise Refusal(
            code="person-not-in-case", title="The case is not about them",
            detail="Name one of the case's `subjects`.", pointers=(("/person", "is nobody the case is about"),),
        )  # fmt: skip


def _opened(**told) -> Decision:
    fact = CaseOpened(**told)
    case = evolve(None, fact)
    return Decision((*remember(case), case), (fact,))
