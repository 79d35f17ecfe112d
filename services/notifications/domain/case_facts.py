"""What happens to a case, and who must be told of it: it was opened, it was reopened, its risk is higher."""

from collections.abc import Iterable
from dataclasses import replace

from services.notifications.domain.about import About
from services.notifications.domain.issue import tell, touched
from services.notifications.domain.matter import CaseFile
from services.notifications.domain.rules import Rulebook
from services.notifications.domain.situation import Situation
from shared.calendar import RIGA
from shared.contracts.case_life import RiskAssessed
from shared.contracts.cases import CaseOpened, CaseReopened
from shared.contracts.codes import Priority
from shared.contracts.mode_codes import ServiceMode
from shared.decision import Cause, Decision, Ref, World

CaseNews = CaseOpened | CaseReopened | RiskAssessed
WHEN = {CaseOpened: "opened_at", CaseReopened: "reopened_at", RiskAssessed: "assessed_at"}
"""Where each says when it happened."""


def refs(fact: CaseNews, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    yield CaseFile, fact.case
    if isinstance(fact, CaseOpened):
        # It says all that rules look at, so that only those that fit are touched.
        wanted = rules.fitting(situation_of(fact, None))
    else:
        wanted = (rule for rule in rules.rules if rule.on == type(fact).__name__)
    for rule in wanted:
        yield from touched(cause, rule)


def hear(world: World, fact: CaseNews, cause: Cause, rules: Rulebook) -> Decision:
    """Tell whoever must be told, and remember what rules on later facts of the case look at."""
    before = world.get(CaseFile, fact.case)
    file = remembered(before, fact)
    about = About(fact.case, file.referral, file.subject, file.needs, _urgency(file, fact))
    decision, ids = tell(world, situation_of(fact, before), about, before, cause, rules)
    return decision + Decision((replace(file, notices=tuple(dict.fromkeys((*file.notices, *ids)))),))


def situation_of(fact: CaseNews, file: CaseFile | None) -> Situation:
    """What rules look at; `file` is what was known of the case before."""
    known = remembered(file, fact)
    return Situation(
        frozenset(known.needs), known.priority, known.age_band, getattr(fact, WHEN[type(fact)]).astimezone(RIGA).date(),
        on=type(fact).__name__, risk=known.risk, risk_before=file.risk if file else None,
        mode=fact.service_mode or ServiceMode.NORMAL,
    )  # fmt: skip


def remembered(file: CaseFile | None, fact: CaseNews) -> CaseFile:
    """The case's file after the fact, without the notices that it leads to."""
    file = file or CaseFile(fact.case)
    if isinstance(fact, CaseOpened):
        return replace(
            file, referral=next(iter(fact.referrals), None), subject=next(iter(fact.subjects), None),
            needs=fact.needs, priority=fact.priority, age_band=fact.age_band,
        )  # fmt: skip
    return replace(file, risk=fact.level) if isinstance(fact, RiskAssessed) else file


def _urgency(file: CaseFile, fact: CaseNews) -> Priority:
    """A risk that got worse does not wait for a name, however calm the case began."""
    if isinstance(fact, RiskAssessed) and file.priority is Priority.ROUTINE:
        return Priority.URGENT
    return file.priority
