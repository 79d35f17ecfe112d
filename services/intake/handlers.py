"""What intake does about each fact, message and timer: the whole table on one page."""

from services.intake.domain import decide, register
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.rules import Rules
from shared.contracts import cases, intake, notifications
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import Channel
from shared.contracts.fact import Fact
from shared.contracts.partner import ReferralSubmitted
from shared.decision import Cause, Decision, Handler, World


def _by_kafka(said: ReferralSubmitted, cause: Cause) -> register.Submission:
    return register.Submission(Channel.KAFKA, cause.partner, said)


def _own(fact: Fact, cause: Cause, rules: Rules):
    return [(Referral, fact.referral)]


def _replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision((evolve(world.get(Referral, fact.referral), fact),))


FACTS = {
    CaseOpened.type: Handler(decide.referrals_of, decide.taken_up),
    CaseClosed.type: Handler(decide.referrals_of, decide.concluded),
}

IGNORED = frozenset(
    fact.type
    for fact in (
        cases.StaffChanged,
        cases.UnitChanged,
        cases.VisitCompleted,
        notifications.AcknowledgementOverdue,
        notifications.AgencyAnswered,
        notifications.NoticeAcknowledged,
        notifications.NoticeDelivered,
        notifications.NoticeEscalated,
        notifications.NoticeIssued,
        notifications.NoticeWithdrawn,
    )
)
"""Facts that intake is sent and does nothing with: referrals do not change by them."""

MESSAGES = {
    ReferralSubmitted.type: Handler(
        lambda said, cause, rules: register.refs(_by_kafka(said, cause), cause, rules),
        lambda world, said, cause, rules: register.register(world, _by_kafka(said, cause), cause, rules),
    ),
}

REPLAYED = {
    fact.type: Handler(_own, _replay)
    for fact in (
        intake.ReferralReceived,
        intake.ReferralTriaged,
        intake.ReferralAccepted,
        intake.ReferralDeclined,
        intake.ReferralConcluded,
    )
}
"""Intake's own facts, for rebuilding referrals after a restore."""
