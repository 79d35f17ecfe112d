"""What cases does about each fact: the whole table on one page."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain import case, referral, work
from services.cases.domain.case import Case
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.handlers import caseload, consents, mode, plans, units, visits
from shared.contracts import cases, intake, notifications, people, tasks
from shared.contracts.cases import CaseOpened
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralCorrected, ReferralWithdrawn
from shared.decision import Cause, Decision, Handler, Ref, Timer, World

FACTS = {
    ReferralAccepted.type: Handler(work.refs, work.open_for_referral),
    ReferralCorrected.type: Handler(referral.refs, referral.corrected),
    ReferralWithdrawn.type: Handler(referral.refs, referral.withdrawn),
}


def _task_of(timer: Timer, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Task, UUID(timer.key))]


def _task_due(world: World, timer: Timer, cause: Cause, rules: Rules) -> Decision:
    return task.fall_due(world.get(Task, UUID(timer.key)), timer)


TIMERS = {
    task.DUE: Handler(_task_of, _task_due),
    **mode.TIMERS,
    **units.TIMERS,
    **visits.TIMERS,
}

IGNORED = frozenset(
    fact.type
    for fact in (
        intake.ReferralReceived,
        intake.ReferralTriaged,
        intake.ReferralsLinked,
        intake.ReferralsUnlinked,
        people.PersonsLinked,
        people.PersonsUnlinked,
        people.HouseholdChanged,
        notifications.AcknowledgementOverdue,
        notifications.AgencyAnswered,
        notifications.NoticeAcknowledged,
        notifications.NoticeDelivered,
        notifications.NoticeEscalated,
        notifications.NoticeIssued,
        notifications.NoticeWithdrawn,
    )
)
"""Facts that cases is sent and does nothing with: a referral concerns it once accepted, a notice changes no case, and
people are shown with their links by intake."""


COMMANDS = units.COMMANDS
MARKING = mode.MARKING


def _own_case(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Case, fact.case)]


def _replay_case(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((case.evolve(world.get(Case, fact.case), fact),))


def _own_task(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Case, fact.case), (Task, fact.task)]


def _replay_task(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    before, own_case = world.get(Task, fact.task), world.get(Case, fact.case)
    after = task.evolve(before, fact)
    # Only a statutory task is counted by its case.
    of_case = task.counted(own_case, after, fact)
    return Decision((after, *of_case))


def _replay_opened(world: World, fact: CaseOpened, cause: Cause, rules: Rules) -> Decision:
    opened = _replay_case(world, fact, cause, rules)
    return Decision(referral.remember(*opened.states)) + opened


REPLAYED = {
    CaseOpened.type: Handler(_own_case, _replay_opened),
    **{f.type: Handler(_own_case, _replay_case) for f in (cases.CaseAssigned, cases.CaseClosed)},
    **{
        f.type: Handler(_own_task, _replay_task)
        for f in (tasks.TaskAdded, tasks.TaskReassigned, tasks.TaskDue, tasks.TaskCompleted)
    },
    **units.REPLAYED,
    **mode.REPLAYED,
    **consents.REPLAYED,
    **visits.REPLAYED,
    **plans.REPLAYED,
    **caseload.REPLAYED,
}
"""The service's own facts, for rebuilding its state after a restore. Names of staff come again with the next import."""
