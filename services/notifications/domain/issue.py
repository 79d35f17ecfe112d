"""An opened case: for each rule that fits, one notice with its clocks and its delivery."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.notifications.domain import deadlines
from services.notifications.domain.delivery import Delivery, begin
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rule, Rulebook, Situation
from services.notifications.domain.trying import by_phone
from shared.calendar import RIGA
from shared.contracts.cases import CaseOpened
from shared.contracts.notifications import NoticeIssued
from shared.decision import Cause, Decision, Ref, World


def refs(fact: CaseOpened, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    yield CaseFile, fact.case
    for rule in rules.fitting(_situation(fact)):
        yield Notice, _notice_id(cause, rule)
        yield Delivery, _notice_id(cause, rule)


def tell(world: World, fact: CaseOpened, cause: Cause, rules: Rulebook) -> Decision:
    """Issue what the rules of its day say. Hearing it again fills in what a restored notice lacks, and no more."""
    decision, issued = Decision(), []
    for rule in rules.fitting(_situation(fact)):
        id = _notice_id(cause, rule)
        issued.append(id)
        if world.get(Delivery, id) is None:
            decision += _issue(world.get(Notice, id), id, rule, fact, cause, rules)
    if issued:
        known = world.get(CaseFile, fact.case)
        decision += Decision((CaseFile(fact.case, tuple(dict.fromkeys((*(known.notices if known else ()), *issued)))),))
    return decision


def _issue(restored: Notice | None, id: UUID, rule: Rule, fact: CaseOpened, cause: Cause, rules: Rulebook) -> Decision:
    acknowledge_by, ladder = rules.clocks(rule, cause.time)
    issued = NoticeIssued(
        case=fact.case, referral=next(iter(fact.referrals), None), notice=id, agency=rule.agency, rule=rule.code,
        legal_basis=rule.legal_basis, field_set=rule.field_set, channel=rule.channels[0],
        acknowledge_by=acknowledge_by,
    )  # fmt: skip
    # The age that the rule looked at is the first subject's, so it is the first subject that the agency is told of.
    notice = replace(
        restored or evolve(None, issued), purpose=rule.purpose, article=rule.article, channels=rule.channels,
        subject=next(iter(fact.subjects), None), needs=fact.needs, priority=fact.priority, ladder=ladder,
        issued_at=cause.time,
    )  # fmt: skip
    facts = () if restored else (issued,)
    decision = Decision((notice, begin(notice, cause)), facts, timers=(deadlines.acknowledgement(notice),))
    return decision if notice.by_machine else decision + by_phone(notice)


def _situation(fact: CaseOpened) -> Situation:
    return Situation(frozenset(fact.needs), fact.priority, fact.age_band, fact.opened_at.astimezone(RIGA).date())


def _notice_id(cause: Cause, rule: Rule) -> UUID:
    return cause.derive(f"notice/{rule.code}")
