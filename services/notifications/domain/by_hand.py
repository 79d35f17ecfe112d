"""What staff do with notices by hand: have one brought once more, have another agency told of a case."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from services.notifications.domain.about import About
from services.notifications.domain.delivery import Delivery, asked_again, begin
from services.notifications.domain.issue import issued, notice_id, strictest, touched
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rule, Rulebook
from shared.contracts.notice_codes import AddingReason, ResendReason
from shared.contracts.notifications import NoticeResent
from shared.decision import Cause, Decision, Ref, Refusal, World


def resend(notice: Notice, delivery: Delivery | None, reason: ResendReason, cause: Cause) -> Decision:
    """Bring it once more; its clock runs on. Raises Refusal when it is over, on its way, or for a phone call only.

    Under the same message id when the words are the same, so that an agency that has it can tell; a mended name or
    address makes other words.
    """
    if not notice.is_open:
        raise Refusal(
            code="notice-over", title="The notice is over",
            detail=f"The notice is {notice.state}; only one that nobody has answered yet can be brought once more.",
        )  # fmt: skip
    if delivery and delivery.open:
        raise Refusal(
            code="notice-on-its-way", title="The notice is on its way",
            detail="It is being tried already; look at its tries, and call the agency if it cannot wait.",
        )  # fmt: skip
    if not notice.by_machine:
        raise Refusal(
            code="notice-by-phone", title="The agency is told by phone",
            detail="Its rule names no channel that works by itself; call the agency.",
        )  # fmt: skip
    fact = NoticeResent(**notice.names, reason=reason)
    again = asked_again(notice, delivery) if delivery else begin(notice, cause)
    return Decision((evolve(notice, fact), again), (fact,))


def refs(case: UUID, rule: Rule | None, cause: Cause) -> Iterable[Ref]:
    yield CaseFile, case
    if rule:
        yield from touched(cause, rule)


def chosen(rules: Rulebook, code: str, day: date) -> Rule | None:
    """The rule of that code on that day."""
    return next((rule for rule in rules.holding(day) if rule.code == code), None)


def add(world: World, case: UUID, rule: Rule | None, reason: AddingReason, cause: Cause, rules: Rulebook) -> Decision:
    """Have an agency told that no rule named: on the ground, with the fields and by the clock of a configured rule.

    Raises Refusal when there is no such case or rule, or when the agency has an open notice of the case already.
    """
    file = world.get(CaseFile, case)
    if file is None:
        raise Refusal(
            code="case-unknown", title="There is no such case", status=404, detail="Take the id from the case itself.",
            pointers=(("/case", "is no case we were told of"),),
        )  # fmt: skip
    if rule is None:
        raise Refusal(
            code="rule-unknown", title="There is no such rule", status=422,
            detail="Only what a configured rule allows can be told; GET /v1/rules lists those that hold today.",
            pointers=(("/rule", "is no rule that holds today"),),
        )  # fmt: skip
    theirs = (notice for id in file.notices if (notice := world.get(Notice, id)) and notice.agency == rule.agency)
    if any(notice.is_open for notice in theirs):
        raise Refusal(
            code="notice-exists", title="The agency has a notice of the case",
            detail="It was told already and has not answered; bring that notice once more instead.",
        )  # fmt: skip
    about = About(file.id, file.referral, file.subject, file.needs, file.priority)
    id = notice_id(cause, rule.code)
    told = issued(world, id, (rule,), about, strictest((rule,), about, cause, rules), cause, reason)
    return told + Decision((replace(file, notices=(*file.notices, id)),))
