"""A small month, written by hand: everything that four institutions, two units and one agency did in November 2026.

Riga is two hours ahead of UTC all month. Where a figure comes from is worked out beside it in test_figures.
"""

from datetime import date, datetime

from shared.contracts.cases import CaseAssigned, CaseClosed, CaseOpened, CaseReopened
from shared.contracts.early_warning import EarlyWarningRaised
from shared.contracts.fields import PublicLabel
from shared.contracts.intake import (
    PartnerOnboarded,
    ReferralAccepted,
    ReferralClockMissed,
    ReferralConcluded,
    ReferralDeclined,
    ReferralReceived,
    ReferralTriaged,
)
from shared.contracts.mode import EmergencyModeSwitched
from shared.contracts.notifications import (
    AcknowledgementOverdue,
    AgencyAnswered,
    NoticeAcknowledged,
    NoticeDelivered,
    NoticeEscalated,
    NoticeIssued,
    NoticeWithdrawn,
)
from shared.contracts.stream import RecordDiscarded, RecordParked, RecordReplayed
from shared.contracts.units import StaffChanged, UnitChanged
from shared.contracts.visits import VisitCancelled, VisitCompleted, VisitMissed, VisitScheduled
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, id_of
from tests.services.reporting.november_care import care
from tests.services.reporting.november_people import ADULTS, FAMILIES, GUNTA, LIGITA, ZANE
from tests.services.reporting.november_services import services
from tests.services.reporting.november_work import work


def november() -> Logs:
    logs = Logs()
    _house(logs)
    _referrals(logs)
    _cases(logs)
    _notices(logs)
    _parked(logs)
    _warnings(logs)
    services(logs)
    care(logs)
    work(logs)
    return logs


def _house(logs: Logs) -> None:
    logs.tell(
        at(1, month=10),
        UnitChanged(
            unit=FAMILIES, label=PublicLabel(lv="Ģimenēm ar bērniem", en="Families"), active=True, atvk="0005000"
        ),
        UnitChanged(unit=ADULTS, label=PublicLabel(lv="Pieaugušajiem"), active=True),
        UnitChanged(unit=id_of("archive"), label=PublicLabel(lv="Arhīvs"), active=True),
        UnitChanged(unit=id_of("closed"), label=PublicLabel(lv="Slēgta"), active=False),
        StaffChanged(staff=LIGITA, unit=FAMILIES, role="social_worker", absent=False),
        StaffChanged(staff=ZANE, unit=FAMILIES, role="social_worker", absent=False),
        StaffChanged(staff=GUNTA, unit=ADULTS, role="supervisor", absent=False),
        PartnerOnboarded(partner="valsts-policija", kind="police"),
        PartnerOnboarded(partner="skola", kind="school"),
    )
    flood = {"municipality": "liepaja", "period": id_of("flood"), "reason": "natural_disaster"}
    # It begins with the very instant at which R3 comes.
    logs.tell(at(10), EmergencyModeSwitched(**flood, mode="emergency", at=at(10)))
    logs.tell(at(20, 0), EmergencyModeSwitched(**flood, mode="normal", at=at(20, 0)))
    logs.tell(at(20), StaffChanged(staff=ZANE, unit=FAMILIES, role="social_worker", absent=True))


def _receive(
    logs: Logs, n: int, when: datetime, partner: str | None, kind: str, age: str, needs, priority, due, territory=None
) -> dict:
    about = {
        "referral": id_of(f"R{n}"), "number": f"LPX-2026-{n:06d}", "partner": partner, "kind": kind, "age_band": age,
        "needs": needs, "subjects": (id_of(f"person {n}"),),
    }  # fmt: skip
    channel = "kafka" if partner else "phone"
    logs.tell(when, ReferralReceived(**about, channel=channel, received_at=when, territory=territory))
    if priority:
        logs.tell(when, ReferralTriaged(referral=about["referral"], priority=priority, rule="rule", due_at=due))
    return about


def _referrals(logs: Logs) -> None:
    violence, school = "police.family_violence", "school.absence"
    # R7 came in October, and nobody decided it in time. R0 came in October, at 23:59 of the 31st in Riga; R6 in
    # December, at 00:00 of the 1st in Riga.
    r7 = _receive(logs, 7, at(6, month=10), "skola", school, "7-13", ("child_neglect",), "urgent", at(7, month=10))
    # A clock that is over while nobody counts is missed all the same.
    logs.tell(at(8, month=10), ReferralDeclined(referral=r7["referral"], reason="not_eligible", by=LIGITA))
    _receive(logs, 0, at(31, 21, 59, month=10), "skola", school, "7-13", ("child_neglect",), "routine", at(5))
    r1 = _receive(
        logs, 1, at(2, 8), "valsts-policija", violence, "0-2", ("violence_in_family", "crisis"), "stat", at(2, 9)
    )
    r2 = _receive(logs, 2, at(2, 23), "skola", school, "7-13", ("child_neglect",), "urgent", at(4))
    r3 = _receive(logs, 3, at(10), "skola", school, "14-17", ("child_neglect",), "routine", at(11))
    # R4 lives in what was the municipality of Grobiņa.
    r4 = _receive(logs, 4, at(12), None, "self_referral", "65+", ("home_care",), "routine", at(19), "0641000")
    r5 = _receive(logs, 5, at(28), "slimnica", "health.discharge", "65+", ("home_care",), "routine", at(5, month=12))
    _receive(logs, 6, at(30, 22), None, "self_referral", "65+", ("home_care",), None, None)

    logs.tell(at(2, 8), ReferralAccepted(**r1, priority="stat", due_at=at(2, 12), rule="rule"))
    # R2 was to be decided until the 4th at 10; nobody did before the 6th.
    logs.tell(at(4), ReferralClockMissed(referral=r2["referral"], priority="urgent", due_at=at(4)))
    logs.tell(at(6), ReferralAccepted(**r2, priority="urgent", due_at=at(9), by=LIGITA))
    logs.tell(at(11), ReferralDeclined(referral=r3["referral"], reason="duplicate", by=LIGITA))
    # What R4 needs was corrected on the way.
    logs.tell(at(13), ReferralAccepted(**r4 | {"needs": ("crisis",)}, priority="routine", due_at=at(27), by=GUNTA))
    logs.tell(at(25), ReferralConcluded(referral=r1["referral"], case=id_of("C1"), outcome="needs_met"))
    assert r5["partner"] == "slimnica"  # which nobody has onboarded


def _open(
    logs: Logs, name: str, when: datetime, unit, priority: str, due: datetime | None, *referrals: str, mode="normal",
    age="unknown", needs=("crisis",),
) -> None:  # fmt: skip
    logs.tell(when, CaseOpened(
        case=id_of(name), referrals=tuple(map(id_of, referrals)), subjects=(), kind="other", priority=priority,
        needs=needs, age_band=age, unit=unit, opened_at=when, due_at=due,
        service_mode=mode,
    ))  # fmt: skip


def _visit(logs: Logs, name: str, case: str, mode: str, planned: datetime, **completed) -> dict:
    names = {"case": id_of(case), "visit": id_of(name)}
    logs.tell(planned, VisitScheduled(**names, staff=LIGITA, mode=mode, planned_at=planned))
    if completed:
        logs.tell(planned, VisitCompleted(**names, mode=mode, outcome="support_given", **completed))
    return names


def _cases(logs: Logs) -> None:
    # Opened before November: C8 was closed in October, C9 is open again.
    _open(logs, "C8", at(1, month=8), ADULTS, "routine", None)
    logs.tell(
        at(20, month=10), CaseClosed(case=id_of("C8"), referrals=(), outcome="moved_away", closed_at=at(20, month=10))
    )
    _open(logs, "C9", at(1, month=6), ADULTS, "routine", None)
    july, august = at(1, month=7), at(1, month=8)
    logs.tell(july, CaseClosed(case=id_of("C9"), referrals=(), outcome="needs_met", closed_at=july))
    logs.tell(august, CaseReopened(case=id_of("C9"), referrals=(), reason="new_report", reopened_at=august))
    # C7 has a long October: two visits, a notice; it ended in November.
    _open(logs, "C7", at(5, month=10), ADULTS, "routine", at(19, month=10))
    _visit(logs, "V9", "C7", "phone", at(7, month=10), completed_at=at(7, month=10), duration=15)
    away = _visit(logs, "V0", "C7", "in_person", at(9, month=10))
    logs.tell(at(9, month=10), VisitMissed(**away, reason="client_absent", planned_at=at(9, month=10)))
    logs.tell(at(3), CaseClosed(case=id_of("C7"), referrals=(), outcome="moved_away", closed_at=at(3)))
    # From R1, R2 and R4; C4 was opened with the adults and given to the families.
    _open(logs, "C1", at(2, 8, 1), FAMILIES, "stat", at(2, 11), "R1")
    _open(logs, "C2", at(6, 10, 5), FAMILIES, "urgent", at(9), "R2", age="7-13", needs=("crisis", "violence_in_family"))
    logs.tell(at(6, 12), CaseAssigned(case=id_of("C2"), staff=LIGITA, unit=FAMILIES))
    _open(logs, "C4", at(13), ADULTS, "routine", at(27), "R4", mode="emergency")
    logs.tell(at(14), CaseAssigned(case=id_of("C4"), staff=LIGITA, unit=FAMILIES))
    # Without a referral: C5 has time until December, C6 was closed before anybody went.
    _open(logs, "C5", at(29), ADULTS, "routine", at(30, 12))
    logs.tell(at(29, 11), CaseAssigned(case=id_of("C5"), staff=ZANE, unit=ADULTS))
    # C10 grew from R2 too, has no clock, and was closed when December began.
    _open(logs, "C10", at(30), ADULTS, "asap", None, "R2")
    closed = CaseClosed(case=id_of("C10"), referrals=(), outcome="needs_met", closed_at=at(30, 22))
    logs.tell(at(30, 22), closed)
    _open(logs, "C6", at(20), ADULTS, "asap", at(21))
    logs.tell(at(21), CaseClosed(case=id_of("C6"), referrals=(), outcome="duplicate", closed_at=at(21)))

    _visit(logs, "V1", "C1", "in_person", at(2, 11), completed_at=at(2, 11), duration=60)
    _visit(logs, "V2", "C1", "in_person", at(9), completed_at=at(9), duration=30)
    _visit(logs, "V3", "C1", "phone", at(16), completed_at=at(16), duration=10)
    missed = _visit(logs, "V4", "C2", "in_person", at(8))
    logs.tell(at(8), VisitMissed(**missed, reason="client_absent", planned_at=at(8)))
    _visit(logs, "V5", "C2", "in_person", at(12), completed_at=at(12), duration=45)
    cancelled = _visit(logs, "V6", "C4", "video", at(15))
    logs.tell(at(14), VisitCancelled(**cancelled, reason="client_request"))
    _visit(logs, "V7", "C4", "in_person", at(18))  # nobody said what became of it
    # V10 begins just now; V11 was to be in the evening, and they came in the morning.
    _visit(logs, "V10", "C9", "phone", at(30, 12))
    sooner = _visit(logs, "V11", "C9", "phone", at(30, 18))
    told = {"mode": "phone", "outcome": "support_given", "duration": 5, "completed_at": at(30, 9)}
    logs.tell(at(30, 9), VisitCompleted(**sooner, **told))
    _visit(logs, "V8", "C9", "phone", at(30, 20))  # the report is written at noon of the 30th
    logs.tell(at(25), CaseClosed(case=id_of("C1"), referrals=(id_of("R1"),), outcome="needs_met", closed_at=at(25)))


def _notices(logs: Logs) -> None:
    def issue(name: str, case: str, agency: str, when: datetime, arrives: bool = True) -> dict:
        names = {"case": id_of(case), "notice": id_of(name), "agency": agency}
        rule = {"rule": "child-at-risk", "legal_basis": "legal_duty", "field_set": "contact"}
        logs.tell(when, NoticeIssued(**names, **rule, channel="webhook", acknowledge_by=at(5)))
        delivered = {"channel": "webhook", "attempt": 1, "content": "full"}
        if arrives:
            logs.tell(when, NoticeDelivered(**names, **delivered, delivered_at=when))
        return names

    n0 = issue("N0", "C7", "barintiesa", at(6, month=10))
    logs.tell(at(2), AgencyAnswered(**n0, answer="refused", late=True, answered_at=at(2)))
    logs.tell(at(4), NoticeWithdrawn(**n0, reason="case_closed"))
    n1 = issue("N1", "C1", "barintiesa", at(2, 8, 2))
    logs.tell(at(2, 8, 12), NoticeAcknowledged(**n1, late=False, acknowledged_at=at(2, 8, 12)))
    logs.tell(at(3, 8, 2), AgencyAnswered(**n1, answer="accepted", late=False, answered_at=at(3, 8, 2)))
    n2 = issue("N2", "C2", "barintiesa", at(6))
    logs.tell(at(7), AcknowledgementOverdue(**n2, overdue_since=at(7)))
    logs.tell(at(7), NoticeEscalated(**n2, level="head"))
    logs.tell(at(8), AgencyAnswered(**n2, answer="refused", reason="no_capacity", late=True, answered_at=at(8)))
    issue("N3", "C4", "barintiesa", at(14))
    n5 = issue("N5", "C2", "barintiesa", at(16))
    logs.tell(at(16, 11), NoticeAcknowledged(**n5, late=False, acknowledged_at=at(16, 11)))
    n4 = issue("N4", "C6", "krizes-centrs", at(20), arrives=False)
    logs.tell(at(21), NoticeWithdrawn(**n4, reason="case_closed"))


def _warnings(logs: Logs) -> None:
    """One of each month: with half of one as usual, with a whole and a half, and with less than half of one."""
    for kind, day, counted, usual in (
        ("crisis", date(2026, 10, 31), 4, 500), ("self_referral", date(2026, 11, 12), 9, 1500),
        ("crisis", date(2026, 12, 1), 3, 499),
    ):  # fmt: skip
        baseline = {"window_days": 7, "baseline_days": 84, "usual": usual, "rule": "more-than-usual"}
        logs.tell(at(13), EarlyWarningRaised(kind=kind, day=day, counted=counted, **baseline))


def _parked(logs: Logs) -> None:
    def park(name: str, consumer: str, source: str) -> dict:
        record = {"consumer": consumer, "record": id_of(name)}
        logs.tell(at(3), RecordParked(**record, source=source, reason="invalid"))
        return record

    logs.tell(at(4), RecordReplayed(**park("P1", "intake", "partner.skola")))
    logs.tell(at(4), RecordDiscarded(**park("P2", "intake", "partner.skola"), reason="test_record"))
    logs.tell(at(4), RecordDiscarded(consumer="intake", record=id_of("P5"), reason="test_record"))
    park("P3", "cases", "intake")
    park("P4", "intake", "partner.skola")
