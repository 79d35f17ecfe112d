"""What notifications does about each fact, message, deadline and try: the whole table on one page."""

from services.notifications.domain import (
    answers,
    case_facts,
    deadlines,
    follow_up,
    matter,
    operating,
    passing_on,
    redirected,
    reminding,
    restoring,
    trying,
    withdrawal,
)
from services.notifications.domain.reminders import firing, planning
from services.notifications.domain.reminders import hearing as reminders
from services.notifications.domain.reminders import restoring as reminders_again
from services.notifications.domain.reminders import trying as reminder_tries
from shared.contracts import (
    agency_channels,
    assessments,
    cases,
    consents,
    contacts,
    early_warning,
    follow_ups,
    intake,
    mode,
    notifications,
    people,
    plans,
    requests,
    units,
    visits,
)
from shared.contracts.case_life import RiskAssessed
from shared.contracts.cases import CaseClosed, CaseOpened, CaseReopened
from shared.contracts.intake import ReferralAccepted, ReferralRedirected
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.decision import Handler
from shared.partnership import FOLLOWED, admitted

FACTS = {
    ReferralAccepted.type: Handler(matter.refs, matter.remember),
    CaseOpened.type: Handler(case_facts.refs, case_facts.hear),
    CaseReopened.type: Handler(case_facts.refs, case_facts.hear),
    RiskAssessed.type: Handler(case_facts.refs, case_facts.hear),
    ReferralRedirected.type: Handler(redirected.refs, redirected.tell),
    CaseClosed.type: Handler(withdrawal.refs_of_case, withdrawal.case_closed),
    **reminders.FACTS,
    **FOLLOWED,
}

IGNORED = frozenset(
    fact.type
    for fact in (
        # No agency and nobody's matter: the head reads of it in reporting.
        early_warning.EarlyWarningRaised,
        intake.ReferralReceived,
        intake.ReferralTriaged,
        intake.ReferralCorrected,
        intake.ReferralDeclined,
        intake.ReferralWithdrawn,
        intake.InformationRequested,
        intake.InformationSupplied,
        intake.ReferralClockMissed,
        intake.ReferralConcluded,
        people.PersonsLinked,
        people.PersonsUnlinked,
        units.UnitChanged,
        units.StaffChanged,
        mode.EmergencyModeSwitched,
        cases.CaseAssigned,
        contacts.CaseConferenceHeld,
        # Whoever has the case tells the client what was decided.
        requests.ServiceDecided,
        visits.SafetyCheckInMissed,
        assessments.AssessmentCompleted,
        plans.PlanApproved,
        plans.PlanReviewed,
        consents.ConsentRecorded,
        consents.ConsentWithdrawn,
    )
)
"""Facts that notifications is sent and does nothing with: no rule tells anybody of them yet."""

MESSAGES = admitted(
    {
        NoticeAcknowledged.type: Handler(answers.refs, answers.acknowledge),
        NoticeAnswered.type: Handler(answers.refs, answers.answer),
    }
)

COMMANDS = {
    deadlines.ACKNOWLEDGEMENT: Handler(deadlines.refs, deadlines.overdue),
    deadlines.ESCALATION: Handler(deadlines.refs, deadlines.escalate),
    follow_up.ANSWER: Handler(reminding.refs, reminding.undecided),
    follow_up.OUTCOME: Handler(reminding.refs, reminding.without_outcome),
    follow_up.FOLLOW_UP: Handler(reminding.refs, reminding.not_done),
    withdrawal.WITHDRAWAL: Handler(withdrawal.refs, withdrawal.unanswered),
    trying.KIND: Handler(trying.refs, trying.record),
    passing_on.WAITED: Handler(passing_on.refs, passing_on.waited),
    operating.DRAIN: Handler(operating.refs, operating.drained),
    operating.REPLAY: Handler(operating.refs, operating.replayed),
    planning.TIMER: Handler(firing.refs, firing.fall_due),
    reminder_tries.REACHED: Handler(reminder_tries.reached_refs, reminder_tries.reached),
    reminder_tries.TRIED: Handler(reminder_tries.tried_refs, reminder_tries.tried),
}
"""What the service tells itself: deadlines that ran out, what became of each try, and what cannot be tried."""


REPLAYED = (
    {
        fact.type: Handler(restoring.refs, restoring.replay)
        for fact in (
            notifications.NoticeIssued,
            notifications.NoticeJoined,
            notifications.NoticeResent,
            notifications.NoticeClaimed,
            notifications.NoticeDelivered,
            notifications.NoticeAcknowledged,
            notifications.AgencyAnswered,
            notifications.AcknowledgementOverdue,
            notifications.NoticeEscalated,
            notifications.NoticeWithdrawn,
        )
    }
    | {
        fact.type: Handler(operating.restored_refs, operating.restored)
        for fact in (
            agency_channels.ChannelPaused,
            agency_channels.ChannelResumed,
            agency_channels.ChannelDisabled,
            agency_channels.ChannelEnabled,
        )
    }
    | {
        fact.type: Handler(restoring.refs_of_follow_up, restoring.replay_follow_up)
        for fact in (follow_ups.FollowUpAsked, follow_ups.FollowUpClaimed, follow_ups.FollowUpDone)
    }
    | reminders_again.REPLAYED
)
"""Its own facts, for rebuilding notices and reminders after a restore; hearing the case's facts again does the rest.
What people said of channels holds as well."""
