"""An opened case: for each rule that fits, one notice with its clocks and its delivery."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.notifications.domain import deadlines
from services.notifications.domain.delivery import Delivery, begin
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rule, Rulebook, Situation
from services.notifications.domain.trying import by_phone
from shared.calendar import RIGA
from shared.contracts.cases import CaseOpened
from shared.contracts.codes import NeedCode, Priority
from shared.contracts.notifications import NoticeIssued
from shared.decision import Cause, Decision, Ref, World


def refs(fact: CaseOpened, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    yield CaseFile, fact.case
    for rule in rules.fitting(_situation(fact)):
        yield from touched(cause, rule)


def tell(world: World, fact: CaseOpened, cause: Cause, rules: Rulebook) -> Decision:
    """Issue what the rules of its day say. Hearing it again fills in what a restored notice lacks, and no more."""
    # The age that the rule looked at is the first subject's, so it is the first subject that the agency is told of.
    about = About(
        fact.case, next(iter(fact.referrals), None), next(iter(fact.subjects), None), fact.needs, fact.priority
    )
    decision, notices = Decision(), []
    for rule in rules.fitting(_situation(fact)):
        notices.append(notice_id(cause, rule))
        decision += issued(world, notices[-1], rule, about, cause, rules)
    if notices:
        known = world.get(CaseFile, fact.case)
        all_of_it = dict.fromkeys((*(known.notices if known else ()), *notices))
        decision += Decision((CaseFile(fact.case, tuple(all_of_it)),))
    return decision


@dataclass(frozen=True, slots=True)
class About:
    """What an agency is told of: a case, or a referral that grows into none here."""

    case: UUID | None
    referral: UUID | None
    subject: UUID | None
    needs: tuple[NeedCode, ...]
    priority: Priority
    at_latest: datetime | None = None
    """When a clock ends that runs already."""


def issued(world: World, id: UUID, rule: Rule, about: About, cause: Cause, rules: Rulebook) -> Decision:
    """The notice of that id with its clocks and its delivery; nothing when it is on its way already."""
    if world.get(Delivery, id) is not None:
        return Decision()
    restored = world.get(Notice, id)
    acknowledge_by, ladder = rules.clocks(rule, cause.time, about.at_latest)
    fact = NoticeIssued(
        case=about.case, referral=about.referral, notice=id, agency=rule.agency, rule=rule.code,
        legal_basis=rule.legal_basis, field_set=rule.field_set, channel=rule.channels[0],
        acknowledge_by=acknowledge_by,
    )  # fmt: skip
    notice = replace(
        restored or evolve(None, fact), purpose=rule.purpose, article=rule.article, channels=rule.channels,
        subject=about.subject, needs=about.needs, priority=about.priority, ladder=ladder, issued_at=cause.time,
    )  # fmt: skip
    decision = Decision(
        (notice, begin(notice, cause)), () if restored else (fact,), timers=(deadlines.acknowledgement(notice),)
    )
    return decision if notice.by_machine else decision + by_phone(notice)


def _situation(fact: CaseOpened) -> Situation:
    return Situation(frozenset(fact.needs), fact.priority, fact.age_band, fact.opened_at.astimezone(RIGA).date())


def notice_id(cause: Cause, rule: Rule) -> UUID:
    """The notice that a rule leads to when it is told of something."""
    return cause.derive(f"notice/{rule.code}")


def touched(cause: Cause, rule: Rule) -> Iterable[Ref]:
    """What issuing it touches."""
    yield Notice, notice_id(cause, rule)
    yield Delivery, notice_id(cause, rule)
