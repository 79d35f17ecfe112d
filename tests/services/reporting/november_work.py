"""What was done about the cases of that November, what staff learned, and what people answered."""

from datetime import date
from typing import Any

from shared.contracts.assessments import AssessmentCompleted
from shared.contracts.case_life import (
    CaseCounted,
    CaseMoved,
    CaseSuspended,
    ClosureRequested,
    ClosureReturned,
    RiskAssessed,
)
from shared.contracts.consents import ConsentRecorded, ConsentSigned, ConsentWithdrawn
from shared.contracts.contacts import (
    CaseConferenceCalled,
    CaseConferenceCancelled,
    CaseConferenceHeld,
    ContactRecorded,
    OutreachListed,
    OutreachStarted,
    OutreachTried,
)
from shared.contracts.feedback import (
    GiftCollected,
    ProposalModerated,
    ProposalReceived,
    SurveyAnswered,
    ThanksModerated,
)
from shared.contracts.plans import (
    PlanApproved,
    PlanReturned,
    PlanReviewed,
    PlanSubmitted,
    RecommendationFollowedUp,
    RecommendationGiven,
)
from shared.contracts.tasks import TaskAdded, TaskCompleted
from shared.contracts.units import StaffChanged, TeamEventHeld, TrainingRecorded
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, id_of
from tests.services.reporting.november_people import ADULTS, FAMILIES, GUNTA, LIGITA, ZANE

C1, C2, C4, C5, C9 = ({"case": id_of(name)} for name in ("C1", "C2", "C4", "C5", "C9"))
DACE = id_of("dace")


def work(logs: Logs) -> None:
    """C1 and C2 are families', all others adults'."""
    _life(logs)
    _contacts(logs)
    _assessments(logs)
    _plans(logs)
    _around(logs)
    _staff(logs)
    _campaigns(logs)


def _life(logs: Logs) -> None:
    logs.tell(at(6, 11), CaseCounted(**C1, counted_as="household"), CaseCounted(**C2, counted_as="household"))
    logs.tell(at(7), CaseMoved(**C2, stage="assessment"))
    logs.tell(at(8), RiskAssessed(**C2, level="critical", reasons=("violence",), assessed_at=at(8)))
    logs.tell(at(15), CaseMoved(**C2, stage="services"))
    logs.tell(at(16), RiskAssessed(**C2, level="high", reasons=("protected",), assessed_at=at(16)))
    logs.tell(at(16), RiskAssessed(**C4, level="low", reasons=("health",), assessed_at=at(16)))
    logs.tell(at(20), CaseSuspended(**C4, reason="in_hospital"))
    logs.tell(at(24), ClosureRequested(**C1, outcome="needs_met", requested_by=LIGITA))
    logs.tell(at(25), ClosureRequested(**C2, outcome="needs_met", requested_by=LIGITA))
    logs.tell(at(26), ClosureReturned(**C2, reason="risk_remains"))


def _contacts(logs: Logs) -> None:
    def contact(name: str, case: dict, began, **told: Any) -> None:
        common = {"contact": id_of(name), "staff": LIGITA, "kind": "counselling", "mode": "phone", "partner": "client"}
        common |= {"reached": True, "after_hours": False}
        logs.tell(began, ContactRecorded(**case, **common | told, began_at=began))

    contact("K1", C2, at(7), reached=False, minutes=5)
    contact("K2", C2, at(10, 16), partner="relative", minutes=20)
    contact("K3", C2, at(10, 16), partner="relative", minutes=25, after_hours=True, corrects=id_of("K2"))
    contact("K4", C4, at(16), partner="relative", kind="psychosocial_support", mode="video", minutes=40)


def _assessments(logs: Logs) -> None:
    def assessed(name: str, case: dict, day: int, **told: Any) -> None:
        common = {"assessment": id_of(name), "checklist_version": 1, "staff": LIGITA, "made_at": at(day)}
        logs.tell(at(day), AssessmentCompleted(**case, **common, signed_at=at(day), **told))

    safety = {"checklist": "child-safety", "place": "home", "score_of": 12}
    assessed("A1", C2, 9, **safety, client="signed", score=6)
    assessed("A2", C2, 10, **safety, client="agreed_orally", score=9, replaces=id_of("A1"))
    assessed("A3", C4, 15, checklist="adult-needs", place="office", client="declined", score=3, score_of=10)


def _plans(logs: Logs) -> None:
    def submit(case: dict, name: str, day: int, month: int = 11) -> dict:
        when = at(day, month=month)
        logs.tell(when, PlanSubmitted(**case, plan=id_of(name), author=LIGITA, submitted_at=when))
        return case | {"plan": id_of(name)}

    def approve(plan: dict, day: int, review_on: date, *methods: str, month: int = 11) -> None:
        told = {"edition": 1, "kind": "rehabilitation", "author": LIGITA, "approved_by": GUNTA, "goals": 3, "steps": 5}
        told |= {"areas": ("parenting",), "methods": methods, "review_on": review_on}
        when = at(day, month=month)
        logs.tell(when, PlanApproved(**plan, **told, approved_at=when))

    def review(plan: dict, day: int, outcome: str, steps: tuple, goals: tuple, again: date | None) -> None:
        counts = dict(zip(("steps_done", "steps_not_done", "steps_open"), steps, strict=True))
        counts |= dict(zip(("goals_measured", "goals_improved"), goals, strict=True))
        told = {"outcome": outcome, "reviewed_by": LIGITA, "reviewed_at": at(day), "next_review_on": again}
        logs.tell(at(day), PlanReviewed(**plan, **counts, **told))

    of_c1 = submit(C1, "L1", 9)
    approve(of_c1, 10, date(2026, 11, 24), "counselling")
    review(of_c1, 24, "completed", (4, 1, 0), (1, 1), None)
    of_c2 = submit(C2, "L2", 10)
    logs.tell(at(11), PlanReturned(**of_c2, returned_by=GUNTA, returned_at=at(11), reason="steps_missing"))
    submit(C2, "L2", 12)
    approve(of_c2, 13, date(2026, 11, 20), "family_assistant", "counselling")
    review(of_c2, 21, "continued", (2, 0, 3), (2, 1), date(2026, 12, 20))
    review(of_c2, 27, "continued", (3, 0, 2), (3, 2), date(2026, 11, 28))
    submit(C4, "L3", 16)
    _longer(logs, submit, approve, review)

    for n, (case, code) in enumerate([(C2, "parenting_course")] * 4 + [(C4, "health_check")] * 2):
        names = case | {"recommendation": id_of(f"recommended {n}")}
        logs.tell(at(12), RecommendationGiven(
            **names, code=code, staff=LIGITA, given_at=at(12), follow_up_on=date(2026, 11, 26)
        ))  # fmt: skip
        if outcome := {0: "followed", 1: "partly_followed", 2: "not_followed", 4: "not_needed"}.get(n):
            logs.tell(at(26), RecommendationFollowedUp(**names, outcome=outcome, followed_up_at=at(26)))


def _longer(logs: Logs, submit, approve, review) -> None:
    """Plans that take more than a month to come and to go."""
    # L4 is approved in December, and to be looked at on the day on which that month's report is written.
    of_c9 = submit(C9, "L4", 30, month=10)
    logs.tell(at(4), PlanReturned(**of_c9, returned_by=GUNTA, returned_at=at(4), reason="steps_missing"))
    approve(of_c9, 2, date(2026, 12, 15), month=12)
    # L5 and L6 are in force at the end of October: L5 was completed in November, the case of L6 closed.
    done = submit(C9, "L5", 1, month=10)
    approve(done, 2, date(2026, 11, 20), month=10)
    submit({"case": id_of("C7")}, "L6", 6, month=10)
    approve({"case": id_of("C7"), "plan": id_of("L6")}, 7, date(2026, 12, 1), month=10)
    review(done, 20, "completed", (1, 0, 0), (0, 0), None)
    # L7 came in October, and was approved and completed in November.
    short = submit(C9, "L7", 20, month=10)
    approve(short, 5, date(2026, 11, 19))
    review(short, 19, "completed", (1, 0, 0), (0, 0), None)


def _around(logs: Logs) -> None:
    """Tasks, conferences, consents and outreach."""
    for name, kind, due, done in (
        ("T1", "plan_review", at(20), at(21)), ("T2", "to_do", at(15), at(14)), ("T3", "to_do", at(25), None),
        ("T4", "to_do", at(30, 20), None), ("T5", "to_do", at(18), at(18)), ("T6", "to_do", at(30, 20), at(29)),
        ("T7", "to_do", at(30, 12), None),
    ):  # fmt: skip
        task = C2 | {"task": id_of(name), "kind": kind, "due_at": due}
        logs.tell(at(7), TaskAdded(**task, statutory=False))
        if done:
            logs.tell(done, TaskCompleted(**task, completed_at=done))

    invited = {"by": LIGITA, "staff": (LIGITA,), "agencies": ("barintiesa", "skola"), "persons": ()}
    for name, mode, planned in (
        ("F1", "video", at(17)), ("F2", "in_person", at(18)), ("F3", "video", at(30, 15)), ("F4", "in_person", at(19)),
        ("F5", "video", at(30, 12)), ("F6", "video", at(30, 16)), ("F7", "in_person", at(25)),
    ):  # fmt: skip
        called = CaseConferenceCalled(**C2, conference=id_of(name), mode=mode, planned_at=planned, **invited)
        logs.tell(at(14), called)
    came = {"staff": (LIGITA,), "agencies": ("barintiesa",), "persons": (), "decisions": ("home_visit",)}
    held = CaseConferenceHeld(**C2, conference=id_of("F1"), mode="video", held_at=at(17), minutes=60, **came)
    logs.tell(at(17), held)
    alone = {"staff": (LIGITA,), "agencies": (), "persons": (), "decisions": ("home_visit",)}
    held = CaseConferenceHeld(**C2, conference=id_of("F7"), mode="in_person", held_at=at(25), minutes=30, **alone)
    logs.tell(at(25), held)
    for name in ("F2", "F6"):
        logs.tell(at(18), CaseConferenceCancelled(**C2, conference=id_of(name), reason="too_few_can_come"))

    said = {"person": id_of("person 2"), "said_by": id_of("person 2"), "capacity": "self", "text": "sharing"}
    said |= {"text_version": 1, "said_at": at(8)}
    for name, mode, answer, sign_by in (
        ("S1", "phone", "granted", at(22)), ("S2", "in_person", "refused", None), ("S3", "phone", "partly", at(22)),
        ("S4", "phone", "granted", at(22)), ("S5", "phone", "granted", at(22)),
    ):  # fmt: skip
        logs.tell(at(8), ConsentRecorded(
            **C2, consent=id_of(name), **said, mode=mode, answer=answer, sign_by=sign_by
        ))  # fmt: skip
    third = C2 | {"consent": id_of("S3")}
    for name in ("S3", "S5"):
        signed = {"consent": id_of(name), "document": id_of(f"scan of {name}"), "signed_at": at(10)}
        logs.tell(at(10), ConsentSigned(**C2, **signed))
    logs.tell(at(11), ConsentWithdrawn(**third, channel="letter", withdrawn_at=at(11)))

    campaign = {"outreach": id_of("outreach")}
    logs.tell(
        at(20), OutreachStarted(**campaign, unit=ADULTS, needs=(), started_at=at(20), by=GUNTA, cases=4),
        OutreachListed(**campaign, cases=(C9["case"], C4["case"], C2["case"], C5["case"])),
    )  # fmt: skip
    logs.tell(at(21), OutreachTried(**campaign, **C9, result="not_reached", at=at(21)))
    logs.tell(at(22), OutreachTried(**campaign, **C9, result="reached", at=at(22)))
    logs.tell(at(22), OutreachTried(**campaign, **C4, result="try_again", at=at(22)))
    logs.tell(at(29), OutreachTried(**campaign, **C5, result="not_reached", at=at(29)))


def _staff(logs: Logs) -> None:
    """Dace has left."""
    logs.tell(at(2), StaffChanged(staff=DACE, unit=ADULTS, role="social_worker", absent=False, active=False))
    for who, completed, until in (
        (LIGITA, date(2026, 11, 10), date(2027, 11, 10)), (GUNTA, date(2025, 12, 15), date(2026, 12, 15)),
        (DACE, date(2026, 11, 1), None), (LIGITA, date(2025, 11, 20), date(2026, 12, 1)),
    ):  # fmt: skip
        logs.tell(at(11), TrainingRecorded(staff=who, training="vardarbiba", completed_on=completed, valid_until=until))
    # Zane learned first aid on the last day; what Ligita knew held until the day before, what Gunta will know is to
    # come.
    for who, completed, until in (
        (ZANE, date(2026, 11, 30), None), (LIGITA, date(2024, 11, 29), date(2026, 11, 29)),
        (GUNTA, date(2026, 12, 1), date(2026, 12, 31)),
    ):  # fmt: skip
        first_aid = {"training": "pirma-palidziba", "completed_on": completed, "valid_until": until}
        logs.tell(at(30), TrainingRecorded(staff=who, **first_aid))
    workshop = {"kind": "creative_workshop", "held_on": date(2026, 11, 13), "participants": 14, "duration": 120}
    for name in ("workshop", "second workshop"):
        logs.tell(at(13), TeamEventHeld(event=id_of(name), **workshop, unit=FAMILIES))


def _campaigns(logs: Logs) -> None:
    def answer(campaign: str, name: str, role: str, **told: Any) -> dict:
        names = {"campaign": campaign, "answer": id_of(name)}
        common = {"role": role, "channel": "portal", "answered_at": at(12)}
        told_fact = SurveyAnswered if told else ProposalReceived
        logs.tell(at(12), told_fact(**names, **common, **told))
        return names

    for n, (role, improved) in enumerate([("client", "yes"), ("client", "partly"), ("relative", "yes")]):
        answer("apmierinatiba", f"Y{n}", role, kind="satisfaction", life_improved=improved)
    thanks = answer("paldies", "Z1", "client", kind="thanks", worker=LIGITA)
    answer("paldies", "Z2", "ngo", kind="thanks", worker=GUNTA)
    answer("paldies", "Z4", "client", kind="thanks", worker=LIGITA)
    answer("priekslikumi", "Z5", "resident")
    logs.tell(at(13), ThanksModerated(**thanks, worker=LIGITA, verdict="approved"), GiftCollected(**thanks))
    late = {"role": "client", "channel": "portal", "kind": "satisfaction", "life_improved": "no"}
    logs.tell(
        at(2, month=12),
        SurveyAnswered(campaign="apmierinatiba", answer=id_of("Y3"), answered_at=at(2, month=12), **late),
    )
    idea = answer("priekslikumi", "Z3", "resident")
    logs.tell(at(13), ProposalModerated(**idea, verdict="hidden", reason="offensive"))
