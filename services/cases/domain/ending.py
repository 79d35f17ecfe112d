"""How a case ends: somebody wishes to close it, a supervisor approves or returns that; and how it begins again."""

from services.cases.domain.acts import Act, require
from services.cases.domain.case import Case
from services.cases.domain.work import changed
from shared.contracts.case_codes import ClosureReturnReason, ReopenReason
from shared.contracts.case_life import ClosureRequested, ClosureReturned
from shared.contracts.cases import CaseClosed, CaseReopened
from shared.contracts.codes import CaseOutcome
from shared.decision import Cause, Decision


def request(case: Case, outcome: CaseOutcome, cause: Cause) -> Decision:
    """Whoever works on the case wishes to close it. Raises Refusal while a visit or a statutory task is open."""
    require(case, Act.REQUEST_CLOSURE)
    return changed(case, ClosureRequested(case=case.id, outcome=outcome, requested_by=cause.staff))


def approve(case: Case, cause: Cause) -> Decision:
    """A supervisor closes it as was wished. Raises Refusal when nobody wishes it, or something came up since."""
    require(case, Act.APPROVE_CLOSURE)
    return _closed(case, case.wished_outcome, cause)


def return_it(case: Case, reason: ClosureReturnReason) -> Decision:
    """A supervisor returns the wish: the case goes on as it was. Raises Refusal when nobody wishes to close it."""
    require(case, Act.RETURN_CLOSURE)
    return changed(case, ClosureReturned(case=case.id, reason=reason))


def close(case: Case, outcome: CaseOutcome, cause: Cause) -> Decision:
    """A supervisor closes it at once. Raises Refusal while a visit or a statutory task is open."""
    require(case, Act.CLOSE)
    return _closed(case, outcome, cause)


def reopen(case: Case, reason: ReopenReason, cause: Cause) -> Decision:
    """A closed case is worked on again by whoever had it; its history stays."""
    require(case, Act.REOPEN)
    return changed(
        case, CaseReopened(case=case.id, referrals=case.referrals, reason=reason, reopened_at=cause.time)
    )  # fmt: skip


def _closed(case: Case, outcome: CaseOutcome, cause: Cause) -> Decision:
    return changed(
        case,
        CaseClosed(
            case=case.id, referrals=case.referrals, outcome=outcome, closed_at=cause.time, requested_by=case.wished_by
        ),
    )  # fmt: skip
