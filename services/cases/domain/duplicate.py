"""Two cases about one matter: the work goes on in one of them, nothing is deleted, and they are taken apart again.

The one that goes on answers for the other's referrals, so that their senders hear how the matter ended.
"""

from services.cases.domain.acts import Act, over, require
from services.cases.domain.case import Case, CaseState, evolve
from services.cases.domain.work import changed
from shared.contracts.case_life import CaseMarkedDuplicate, CaseUnmarkedDuplicate, DuplicateChanged
from shared.decision import Decision, Refusal


def mark(case: Case, of: Case | None) -> Decision:
    """The case rests as a duplicate of another. Raises Refusal when that one is not there, is over, or is itself."""
    require(case, Act.MARK_DUPLICATE)
    if of is None or of.id == case.id:
        raise Refusal(
            code="no-such-original", title="There is no such other case",
            detail="Name the other case, in which the work goes on.", pointers=(("/of", "is no other case"),),
        )  # fmt: skip
    if over(of):
        raise Refusal(
            code="original-over", title="Nobody works on the other case",
            detail=f"The other case is {of.state}: name the one in which the work goes on.",
            pointers=(("/of", "is over"),),
        )  # fmt: skip
    return changed(case, CaseMarkedDuplicate(case=case.id, of=of.id)) + _told(case, of, joined=True)


def unmark(case: Case, of: Case) -> Decision:
    """The case goes on where it was, with its own referrals; one that rested before is worked on again.

    Raises Refusal when it is no duplicate.
    """
    require(case, Act.UNMARK_DUPLICATE)
    if of.state is CaseState.DUPLICATE:
        raise Refusal(
            code="original-duplicate", title="The other case is a duplicate too",
            detail="The other case stands for this one elsewhere by now: take that one apart first.",
        )  # fmt: skip
    return changed(case, CaseUnmarkedDuplicate(case=case.id, of=of.id)) + _told(case, of, joined=False)


def _told(case: Case, of: Case, *, joined: bool) -> Decision:
    """Each case has a fact of its own: facts of two cases have no order."""
    fact = DuplicateChanged(case=of.id, duplicate=case.id, referrals=case.referrals, joined=joined)
    return Decision((evolve(of, fact),), (fact,))
