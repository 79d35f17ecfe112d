"""From rules that fit to notices: each with its clocks and its delivery, or joined to one of minutes ago."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.notifications.domain import deadlines
from services.notifications.domain.about import About
from services.notifications.domain.delivery import Delivery, begin
from services.notifications.domain.joining import Clock, Together, covers, join, together
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.notice import Notice, evolve
from services.notifications.domain.rules import Rule, Rulebook
from services.notifications.domain.situation import Situation
from services.notifications.domain.trying import by_phone
from shared.contracts.notice_codes import AddingReason
from shared.contracts.notifications import NoticeIssued
from shared.decision import Cause, Decision, Ref, World


def tell(
    world: World, situation: Situation, about: About, file: CaseFile | None, cause: Cause, rules: Rulebook
) -> tuple[Decision, tuple[UUID, ...]]:
    """What the rules of its day say, and the ids of the notices it leads to.

    Heard again it fills in what a restored notice lacks, and no more.
    """
    fitting = rules.fitting(situation)
    known = {rule for rule in fitting if world.get(Notice, notice_id(cause, rule.code))}
    earlier = [notice for id in (file.notices if file else ()) if (notice := world.get(Notice, id))]
    decision, ids = Decision(), []
    # Notices of before rules were joined are restored as they were: each by itself.
    for group in together(fitting, alone=lambda rule: len(known) > 1 and rule in known):
        first, clock = group[0], strictest(group, about, cause, rules)
        id = notice_id(cause, first.code)
        if taken_in := next((notice for notice in earlier if id in notice.joined), None):
            # After a restore its clock may be lost; one that runs is set by the same timer.
            decision += Decision(timers=(deadlines.acknowledgement(taken_in),)) if taken_in.is_silent else Decision()
            continue
        open_one = next((one for one in earlier if _takes_in(one, first, situation, cause, rules)), None)
        if open_one and first not in known:
            decision += join(open_one, world.get(Delivery, open_one.id), id, group, about, clock)
        else:
            decision += issued(world, id, group, about, clock, cause)
            ids.append(id)
    return decision, tuple(ids)


def issued(
    world: World,
    id: UUID,
    group: Together,
    about: About,
    clock: Clock,
    cause: Cause,
    added: AddingReason | None = None,
) -> Decision:
    """The notice of that id with its clocks and its delivery; nothing when it is on its way already."""
    if world.get(Delivery, id) is not None:
        return Decision()
    restored, rule = world.get(Notice, id), group[0]
    acknowledge_by, ladder = clock
    fact = NoticeIssued(
        case=about.case, referral=about.referral, notice=id, agency=rule.agency, rule=rule.code,
        legal_basis=rule.legal_basis, field_set=rule.field_set, channel=rule.channels[0],
        acknowledge_by=acknowledge_by, also=tuple(other.code for other in group[1:]) or None, added=added,
    )  # fmt: skip
    notice = replace(
        restored or evolve(None, fact), purpose=rule.purpose, article=rule.article, channels=rule.channels,
        subject=about.subject, needs=about.needs, priority=about.priority, ladder=ladder, issued_at=cause.time,
    )  # fmt: skip
    decision = Decision(
        (notice, begin(notice, cause)), () if restored else (fact,), timers=(deadlines.acknowledgement(notice),)
    )
    return decision if notice.by_machine else decision + by_phone(notice)


def strictest(group: Together, about: About, cause: Cause, rules: Rulebook) -> Clock:
    """The clock that runs out first among those of the rules, with its ladder."""
    return min((rules.clocks(rule, cause.time, about.at_latest) for rule in group), key=lambda clock: clock[0])


def notice_id(cause: Cause, rule: str) -> UUID:
    """The notice that a rule leads to when it is told of something."""
    return cause.derive(f"notice/{rule}")


def touched(cause: Cause, rule: Rule) -> Iterable[Ref]:
    """What issuing it touches."""
    yield Notice, notice_id(cause, rule.code)
    yield Delivery, notice_id(cause, rule.code)


def _takes_in(notice: Notice, rule: Rule, situation: Situation, cause: Cause, rules: Rulebook) -> bool:
    """Whether what the rule wants said joins this notice: one without a word yet, whose ground covers its fields."""
    return (
        notice.agency == rule.agency
        and notice.is_silent
        and covers(notice.field_set, rule.field_set)
        and rules.still_joins(notice.issued_at, cause.time, situation.day)
    )
