"""What cases does about each fact: the whole table on one page."""

from collections.abc import Iterable
from uuid import UUID

from services.cases.domain import answer, referral, work
from services.cases.domain.places.covering import covered
from services.cases.domain.rules import Rules
from services.cases.domain.tasks import task
from services.cases.domain.tasks.task import Task
from services.cases.handlers import (
    attendance,
    benefits,
    capacity,
    case_file,
    caseload,
    catalogue,
    consents,
    contacts,
    documents,
    mode,
    plans,
    requests,
    shelter,
    units,
    visits,
)
from shared.contracts import intake, notifications, people
from shared.contracts.fact import Fact
from shared.contracts.intake import ReferralAccepted, ReferralCorrected, ReferralWithdrawn
from shared.contracts.notifications import AgencyAnswered, NoticeAcknowledged
from shared.decision import Cause, Decision, Handler, Marking, Ref, Timer, World
from shared.partnership import FOLLOWED

FACTS = {
    ReferralAccepted.type: Handler(work.refs, work.open_for_referral),
    ReferralCorrected.type: Handler(referral.refs, referral.corrected),
    ReferralWithdrawn.type: Handler(referral.refs, referral.withdrawn),
    AgencyAnswered.type: Handler(answer.refs, answer.note),
    NoticeAcknowledged.type: Handler(answer.refs, answer.note),
    **FOLLOWED,
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
    **requests.TIMERS,
    **benefits.TIMERS,
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
        notifications.NoticeDelivered,
        notifications.NoticeEscalated,
        notifications.NoticeIssued,
        notifications.NoticeWithdrawn,
    )
)
"""Facts that cases is sent and does nothing with: a referral concerns it once accepted, a notice changes no case
until its agency says something, and people are shown with their links by intake."""


COMMANDS = {**units.COMMANDS, **attendance.COMMANDS}
MARKING = mode.MARKING


def marking(rules: Rules) -> Marking:
    """Each fact carries the mode of the service, and none tells who has to do with which sensitive service."""

    def mark(world: World, fact: Fact, cause: Cause) -> Fact:
        return covered(MARKING.mark(world, fact, cause), rules.sensitive_offers)

    return Marking(MARKING.refs, mark)


REPLAYED = {
    **case_file.REPLAYED,
    **units.REPLAYED,
    **catalogue.REPLAYED,
    **capacity.REPLAYED,
    **mode.REPLAYED,
    **consents.REPLAYED,
    **visits.REPLAYED,
    **plans.REPLAYED,
    **caseload.REPLAYED,
    **documents.REPLAYED,
    **contacts.REPLAYED,
    **requests.REPLAYED,
    **shelter.REPLAYED,
    **benefits.REPLAYED,
    **attendance.REPLAYED,
}
"""The service's own facts, for rebuilding its state after a restore. Names of staff come again with the next import."""
