"""What intake does about each fact, message and timer: the whole table on one page."""

from collections.abc import Iterable

from services.intake.domain import clock, decide, early_warning, register, sender
from services.intake.domain.numbers import NumberSeries
from services.intake.domain.people import entering
from services.intake.domain.referral import Referral, evolve
from services.intake.domain.registers import aggregate, counts
from services.intake.domain.rules import Rules
from services.intake.handlers import feedback
from services.intake.handlers import people as people_replay
from shared.contracts import cases, intake, mode, notifications, units, visits
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import Channel
from shared.contracts.early_warning import EarlyWarningRaised
from shared.contracts.fact import Fact
from shared.contracts.intake import InformationSupplied, ReferralReceived, ReferralTriaged
from shared.contracts.partner import ReferralSubmitted
from shared.contracts.registers import RegisterCountRecorded
from shared.decision import Cause, Decision, Handler, Ref, World
from shared.partnership import FOLLOWED, admitted


def _by(channel: Channel) -> Handler:
    """A referral that came by this door."""

    def submission(said: ReferralSubmitted, cause: Cause) -> register.Submission:
        return register.Submission(channel, cause.partner, said)

    return Handler(
        lambda said, cause, rules: register.refs(submission(said, cause), cause, rules),
        lambda world, said, cause, rules: register.register(world, submission(said, cause), cause, rules),
    )


FACTS = {
    CaseOpened.type: Handler(decide.referrals_of, decide.taken_up),
    CaseClosed.type: Handler(decide.referrals_of, decide.concluded),
}

IGNORED = frozenset(
    fact.type
    for fact in (
        mode.EmergencyModeSwitched,
        units.StaffChanged,
        units.UnitChanged,
        visits.VisitCompleted,
        # What its sender was told is not taken back; that the work goes on is no news to it.
        cases.CaseReopened,
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

TIMERS = {clock.KIND: Handler(clock.refs, clock.missed)}

MESSAGES = admitted(
    {
        ReferralSubmitted.type: _by(Channel.KAFKA),
        **feedback.MESSAGES,
        **sender.MESSAGES,
        **aggregate.MESSAGES,
    }
)

COMMANDS = {
    "referral-row": _by(Channel.CSV),
    **admitted({"partner-referral-row": _by(Channel.CSV)}),
    "person-row": Handler(entering.refs, entering.enter),
    "figure-row": Handler(counts.refs, counts.record),
}
"""Rows of files; a partner's under a name of its own, because it must have access."""


def _own_referral(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Referral, fact.referral)]


def _replay_referral(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    referral = evolve(world.get(Referral, fact.referral), fact)
    sets_the_clock = isinstance(fact, ReferralTriaged | InformationSupplied)
    return Decision((referral,), timers=clock.clock(referral) if sets_the_clock else ())


def _both_referrals(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(Referral, fact.referral), (Referral, fact.other)]


def _replay_link(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
    return Decision(tuple(evolve(world.get(Referral, id), fact) for id in (fact.referral, fact.other)))


def _replay_received(world: World, fact: ReferralReceived, cause: Cause, rules: Rules) -> Decision:
    series = world.get(NumberSeries, rules.number_prefix) or NumberSeries(rules.number_prefix)
    counted = early_warning.counted(world, fact.kind, fact.received_at, rules)
    return _replay_referral(world, fact, cause, rules) + Decision((series.after(fact.number),)) + counted


def _own_rate(fact: EarlyWarningRaised, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return early_warning.refs(fact.kind)


def _replay_raised(world: World, fact: EarlyWarningRaised, cause: Cause, rules: Rules) -> Decision:
    return Decision((early_warning.raised(world.get(early_warning.KindRate, str(fact.kind)), fact),))


def _own_beginning(fact: ReferralReceived, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return [(NumberSeries, rules.number_prefix), (Referral, fact.referral), *early_warning.refs(fact.kind)]


REPLAYED = {
    **FOLLOWED,
    ReferralReceived.type: Handler(_own_beginning, _replay_received),
    EarlyWarningRaised.type: Handler(_own_rate, _replay_raised),
    **{
        fact.type: Handler(_own_referral, _replay_referral)
        for fact in (
            intake.ReferralTriaged,
            intake.ReferralCorrected,
            intake.InformationRequested,
            intake.InformationSupplied,
            intake.ReferralAccepted,
            intake.ReferralDeclined,
            intake.ReferralRedirected,
            intake.ReferralWithdrawn,
            intake.InquiryAnswered,
            intake.ApplicationForwarded,
            intake.ReferralConcluded,
        )
    },
    RegisterCountRecorded.type: Handler(
        lambda fact, cause, rules: [(counts.RegisterCount, counts.count_id(fact))],
        lambda world, fact, cause, rules: Decision(
            (counts.evolve(world.get(counts.RegisterCount, counts.count_id(fact)), fact, cause),)
        ),
    ),
    **feedback.REPLAYED,
    **people_replay.REPLAYED,
    **{
        fact.type: Handler(_both_referrals, _replay_link) for fact in (intake.ReferralsLinked, intake.ReferralsUnlinked)
    },
}
"""Intake's own facts, for rebuilding its state after a restore. People and letters are in no fact."""
