"""What reporting notes of each fact: the whole table on one page. `at` is when the fact happened, by its own header."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from services.reporting.handlers import cases, feedback, intake, notifications, stream
from services.reporting.handlers.row import Row
from shared.contracts import (
    assessments,
    case_life,
    consents,
    contacts,
    documents,
    mode,
    participants,
    plans,
    tasks,
    units,
    visits,
)
from shared.contracts import cases as by_cases
from shared.contracts import feedback as by_feedback
from shared.contracts import intake as by_intake
from shared.contracts import notifications as by_notifications
from shared.contracts import partners as by_intake_of_partners
from shared.contracts import people as by_people
from shared.contracts import registers as by_registers
from shared.contracts import stream as by_any_service
from shared.contracts.early_warning import EarlyWarningRaised

IGNORED = frozenset(
    fact.type
    for fact in (
        by_people.PersonsLinked,
        by_people.PersonsUnlinked,
        by_people.HouseholdChanged,
        by_registers.RegisterCountRecorded,
        visits.VisitConfirmed,
        visits.VisitStarted,
        visits.SafetyCheckedIn,
        visits.SafetyCheckInMissed,
        assessments.AssessmentCompleted,
        plans.PlanSubmitted,
        plans.PlanReturned,
        plans.PlanApproved,
        plans.PlanReviewed,
        plans.RecommendationGiven,
        plans.RecommendationFollowedUp,
        tasks.TaskAdded,
        by_cases.CaseReopened,
        case_life.CaseMoved,
        case_life.CaseCounted,
        case_life.RiskAssessed,
        case_life.CaseSuspended,
        case_life.CaseResumed,
        case_life.CaseMarkedDuplicate,
        case_life.CaseUnmarkedDuplicate,
        case_life.DuplicateChanged,
        case_life.CaseDeputySet,
        case_life.ClosureRequested,
        case_life.ClosureReturned,
        participants.ParticipantAdded,
        participants.ParticipantLeft,
        participants.AccessGranted,
        participants.AccessRevoked,
        participants.AnswerNoted,
        participants.AnswerSeen,
        tasks.TaskReassigned,
        tasks.TaskDue,
        tasks.TaskCompleted,
        contacts.ContactRecorded,
        contacts.OutreachStarted,
        contacts.OutreachListed,
        contacts.OutreachTried,
        contacts.OutreachEnded,
        contacts.CaseConferenceCalled,
        contacts.CaseConferenceCancelled,
        contacts.CaseConferenceHeld,
        contacts.ActivityBooked,
        contacts.ActivityConfirmed,
        contacts.ActivityCancelled,
        contacts.ActivityHeld,
        consents.ConsentRecorded,
        consents.SharingAllowed,
        consents.ConsentSigned,
        consents.ConsentWithdrawn,
        consents.SharingRecorded,
        documents.DocumentAdded,
        documents.DocumentRevised,
        documents.DocumentIssued,
        documents.DocumentRestricted,
        documents.DocumentRemoved,
        mode.EmergencyModePlanned,
        mode.EmergencyModeSwitched,
        units.StaffAbsenceChanged,
        units.TrainingRecorded,
        units.CaseDistanceNoted,
        units.TeamEventHeld,
    )
)
"""Facts that reporting is sent and counts nowhere: no report asks how many people are linked or live together, and none
compares the figures of registers, or counts assessments, plans, tasks, trainings, absences, team events, consents,
documents, contacts, campaigns, conferences, prevention, stages or who takes part, yet; those are in the log, and a
rebuild takes them up once one does. The mode of the service stands in each fact of cases."""

FACTS: Mapping[str, Callable[[Any, datetime], Iterator[Row]]] = {
    by_intake.PartnerOnboarded.type: intake.onboarded,
    by_intake_of_partners.PartnerSuspended.type: intake.standing_changed,
    by_intake_of_partners.PartnerResumed.type: intake.standing_changed,
    by_intake_of_partners.PartnerRemoved.type: intake.standing_changed,
    by_intake_of_partners.PartnerCredentialsRotated.type: intake.standing_changed,
    by_intake.ReferralReceived.type: intake.received,
    by_intake.ReferralTriaged.type: intake.triaged,
    by_intake.ReferralAccepted.type: intake.accepted,
    by_intake.ReferralCorrected.type: intake.corrected,
    by_intake.InformationRequested.type: intake.information_requested,
    by_intake.InformationSupplied.type: intake.information_supplied,
    by_intake.ReferralDeclined.type: intake.declined,
    by_intake.ReferralRedirected.type: intake.redirected,
    by_intake.ReferralWithdrawn.type: intake.withdrawn,
    by_intake.InquiryAnswered.type: intake.over_at_once,
    by_intake.ApplicationForwarded.type: intake.over_at_once,
    by_intake.ReferralsLinked.type: intake.linked,
    by_intake.ReferralsUnlinked.type: intake.linked,
    by_intake.ReferralClockMissed.type: intake.clock_missed,
    by_intake.ReferralConcluded.type: intake.concluded,
    EarlyWarningRaised.type: intake.warned,
    by_feedback.SurveyAnswered.type: feedback.answered,
    by_feedback.ProposalReceived.type: feedback.proposed,
    by_feedback.ThanksModerated.type: feedback.moderated,
    by_feedback.ProposalModerated.type: feedback.moderated,
    by_feedback.GiftCollected.type: feedback.collected,
    units.UnitChanged.type: cases.unit_changed,
    units.StaffChanged.type: cases.staff_changed,
    by_cases.CaseOpened.type: cases.opened,
    by_cases.CaseAssigned.type: cases.assigned,
    by_cases.CaseClosed.type: cases.closed,
    visits.VisitScheduled.type: cases.scheduled,
    visits.VisitCompleted.type: cases.completed,
    visits.VisitMissed.type: cases.missed,
    visits.VisitCancelled.type: cases.cancelled,
    visits.VisitRescheduled.type: cases.rescheduled,
    by_notifications.NoticeIssued.type: notifications.issued,
    by_notifications.NoticeDelivered.type: notifications.delivered,
    by_notifications.NoticeAcknowledged.type: notifications.acknowledged,
    by_notifications.AgencyAnswered.type: notifications.answered,
    by_notifications.AcknowledgementOverdue.type: notifications.overdue,
    by_notifications.NoticeEscalated.type: notifications.escalated,
    by_notifications.NoticeWithdrawn.type: notifications.withdrawn,
    by_any_service.RecordParked.type: stream.parked,
    by_any_service.RecordReplayed.type: stream.replayed,
    by_any_service.RecordDiscarded.type: stream.discarded,
}
