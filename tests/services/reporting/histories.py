"""Random histories of a municipality: valid ones, with everything in them that reporting hears of."""

from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random
from uuid import UUID

from shared.contracts import cases, feedback, intake, mode, notifications, stream, units, visits
from shared.contracts.codes import (
    AnswerCode,
    CaseOutcome,
    DeclineReason,
    NeedCode,
    Priority,
    ReferralKind,
    StaffRole,
    VisitMode,
)
from shared.contracts.early_warning import EarlyWarningRaised
from shared.contracts.feedback_codes import RespondentRole
from shared.contracts.fields import PublicLabel
from tests.services.reporting import histories_services
from tests.services.reporting.histories_work import STAFF, Told, learned, searched, worked_on
from tests.services.reporting.logs import Logs, id_of

BEGIN = datetime(2026, 10, 5, tzinfo=UTC)
UNITS = [id_of("berni"), id_of("pieaugusie")]
PARTNERS = ("valsts-policija", "skola", None)


def history(seed: int, referrals: int) -> Logs:
    """The logs of all services after about `referrals` referrals; the same seed gives the same logs."""
    random, logs, told = Random(seed), Logs(), []
    stories = [
        _municipality,
        _emergency,
        _campaign,
        _warned,
        _parked,
        histories_services.offered,
        histories_services.attended,
        searched,
        learned,
        *(partial(_referral, n) for n in range(referrals)),
    ]
    for story in stories:
        at = BEGIN + timedelta(minutes=random.uniform(0, 40_000))
        for pause, fact in story(random, at):
            at += timedelta(minutes=pause)
            told.append((at, fact))
    for at, fact in sorted(told, key=lambda one: one[0]):
        logs.tell(at, fact)
    return logs


def _municipality(random: Random, at: datetime) -> Told:
    for unit in UNITS:
        yield 1, units.UnitChanged(unit=unit, label=PublicLabel(lv="Daļa", en="Unit"), active=True)
    for partner in PARTNERS[:2]:
        yield 1, intake.PartnerOnboarded(partner=partner, kind=random.choice(["police", "school"]))
    for _ in range(12):
        staff, unit, role = random.choice(STAFF), random.choice(UNITS), random.choice(list(StaffRole))
        yield 60, units.StaffChanged(staff=staff, unit=unit, role=role, absent=random.random() < 0.3)


def _emergency(random: Random, at: datetime) -> Told:
    common = {"municipality": "liepaja", "period": id_of("flood"), "reason": "natural_disaster"}
    yield 0, mode.EmergencyModeSwitched(**common, mode="emergency", at=at)
    yield 9000, mode.EmergencyModeSwitched(**common, mode="normal", at=at + timedelta(minutes=9000))


def _campaign(random: Random, at: datetime) -> Told:
    for n in range(6):
        names = {"campaign": "paldies", "answer": id_of(f"answer {n}")}
        said = {"role": random.choice(list(RespondentRole)), "channel": "http", "answered_at": at}
        yield 3, feedback.SurveyAnswered(**names, **said, kind="thanks", worker=random.choice(STAFF))
        if random.random() < 0.6:
            yield 9, feedback.ThanksModerated(**names, worker=random.choice(STAFF), verdict="approved")
        if n < 2:
            yield 60, feedback.GiftCollected(**names)
    yield 1, feedback.ProposalReceived(campaign="ideas", answer=id_of("idea"), **said)
    yield 1, feedback.ProposalModerated(campaign="ideas", answer=id_of("idea"), verdict="hidden", reason="other")


def _warned(random: Random, at: datetime) -> Told:
    for n in range(3):
        counts = {"window_days": 7, "counted": random.randint(5, 30), "baseline_days": 84, "usual": n}
        day = (at + timedelta(days=n)).date()
        yield 1440, EarlyWarningRaised(kind=random.choice(list(ReferralKind)), day=day, rule="rule", **counts)


def _parked(random: Random, at: datetime) -> Told:
    for n in range(4):
        names = {"consumer": random.choice(["cases", "reporting"]), "record": id_of(f"record {n}")}
        yield 5, stream.RecordParked(**names, source="intake", partition=0, position=900 + n, reason="invalid")
        end = random.choice([stream.RecordReplayed(**names), stream.RecordDiscarded(**names, reason="obsolete"), None])
        if end:
            yield 5, end


def _referral(n: int, random: Random, at: datetime) -> Told:
    referral, case = id_of(f"referral {n}"), id_of(f"case {n}")
    common = {
        "referral": referral, "number": f"LPX-2026-{n:06d}", "partner": random.choice(PARTNERS),
        "kind": random.choice(list(ReferralKind)), "subjects": (id_of(f"person {n}"),), "age_band": "7-13",
        "needs": tuple(random.sample(list(NeedCode), random.randint(1, 3))),
    }  # fmt: skip
    due, priority = at + timedelta(days=random.randint(0, 9)), random.choice(list(Priority))
    yield 0, intake.ReferralReceived(**common, channel="http", received_at=at)
    yield 0, intake.ReferralTriaged(referral=referral, priority=priority, rule="rule", due_at=due)
    if random.random() < 0.2:
        yield 90, intake.ReferralClockMissed(referral=referral, priority=priority, due_at=due)
    if random.random() < 0.2:
        yield 5, intake.InformationRequested(referral=referral, asked=("identity",), left=60)
        yield 60, intake.InformationSupplied(referral=referral, due_at=due)
    if random.random() < 0.2:
        names = {"referral": referral, "other": id_of(f"referral {n + 1}")}
        yield 5, intake.ReferralsLinked(**names, relation="same_matter")
        yield 5, intake.ReferralsUnlinked(**names)
    if random.random() < 0.1:
        corrected = {name: common[name] for name in ("referral", "subjects", "age_band")}
        yield 5, intake.ReferralCorrected(**corrected, kind="crisis", needs=("crisis",))
    match random.random():
        case chance if chance < 0.05:
            yield 30, intake.ReferralRedirected(referral=referral, municipality="0027000", due_at=due)
        case chance if chance < 0.1:
            yield 30, intake.InquiryAnswered(referral=referral, answer="information_given")
        case chance if chance < 0.25:
            yield 30, intake.ReferralDeclined(referral=referral, reason=random.choice(list(DeclineReason)))
        case chance if chance < 0.9:
            yield 30, intake.ReferralAccepted(**common, priority=priority, due_at=due)
            yield from _case(random, at, case, common, priority)
    if random.random() < 0.1:
        yield 30, intake.ReferralWithdrawn(referral=referral, reason="no_longer_needed")


def _case(random: Random, at: datetime, case: UUID, common: dict, priority: Priority) -> Told:
    referral, due = common["referral"], at + timedelta(days=7)
    about = {name: common[name] for name in ("kind", "subjects", "age_band", "needs")}
    yield 1, cases.CaseOpened(
        **about, case=case, referrals=(referral,), priority=priority, unit=random.choice(UNITS),
        opened_at=at + timedelta(minutes=31), due_at=due,
    )  # fmt: skip
    for staff in random.sample(STAFF, random.randint(0, 2)):
        yield 20, cases.CaseAssigned(case=case, staff=staff, unit=random.choice(UNITS))
    yield from worked_on(random, at, case)
    for n in range(random.randint(0, 3)):
        yield from _visit(random, at, case, id_of(f"visit {n} of {case}"))
    if random.random() < 0.7:
        yield from _notice(random, at, case, id_of(f"notice of {case}"))
    for n in range(random.randint(0, 2)):
        yield from histories_services.requested(random, at, case, f"request {n}")
    if random.random() < 0.5:
        outcome = random.choice(list(CaseOutcome))
        yield (
            600,
            cases.CaseClosed(case=case, referrals=(referral,), outcome=outcome, closed_at=at + timedelta(days=14)),
        )
        yield 1, intake.ReferralConcluded(referral=referral, case=case, outcome=outcome)


def _visit(random: Random, at: datetime, case: UUID, visit: UUID) -> Told:
    names, at = {"case": case, "visit": visit}, at + timedelta(days=random.randint(1, 12))
    yield (
        30,
        visits.VisitScheduled(**names, staff=random.choice(STAFF), mode=random.choice(list(VisitMode)), planned_at=at),
    )
    end = random.choice([
        visits.VisitCompleted(
            **names, mode="phone", duration=random.randint(1, 90), outcome="no_concern", completed_at=at
        ),
        visits.VisitMissed(**names, reason="client_absent", planned_at=at),
        visits.VisitCancelled(**names, reason="rescheduled"),
        None,
    ])  # fmt: skip
    if end:
        yield 300, end


def _notice(random: Random, at: datetime, case: UUID, notice: UUID) -> Told:
    names = {"case": case, "notice": notice, "agency": random.choice(["barintiesa", "krizes-centrs"])}
    at, late = at + timedelta(minutes=random.randint(40, 4000)), random.random() < 0.4
    yield 1, notifications.NoticeIssued(
        **names, rule="child-at-risk", legal_basis="legal_duty", field_set="contact", channel="webhook",
        acknowledge_by=at,
    )  # fmt: skip
    yield 1, notifications.NoticeDelivered(
        **names, channel="webhook", attempt=1, content="full", delivered_at=at
    )  # fmt: skip
    if late:
        yield 60, notifications.AcknowledgementOverdue(**names, overdue_since=at)
        yield 1, notifications.NoticeEscalated(**names, level="head")
    if random.random() < 0.8:
        yield 60, notifications.NoticeAcknowledged(**names, late=late, acknowledged_at=at)
    if random.random() < 0.8:
        answer = random.choice(list(AnswerCode))
        yield 60, notifications.AgencyAnswered(**names, answer=answer, late=True, answered_at=at)
    if random.random() < 0.1:
        yield 60, notifications.NoticeWithdrawn(**names, reason="superseded")
