"""What is done about cases, in random histories; and what staff learn and teams do."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from shared.contracts import assessments, case_life, consents, contacts, plans, tasks, units
from shared.contracts.case_codes import CaseStage, CountedAs, RestReason, TaskKind
from shared.contracts.contact_codes import ContactKind, ContactWith, OutreachResult
from shared.contracts.fact import Fact
from shared.contracts.plan_codes import MethodCode, RiskLevel
from tests.services.reporting.logs import id_of

STAFF = [id_of(name) for name in ("ligita", "gunta", "zane")]
Told = Iterator[tuple[float, Fact]]
"""Facts, each with how many minutes after the one before it."""


def worked_on(random: Random, at: datetime, case: UUID) -> Told:
    """What is done about an open case, in any order that the work allows."""
    for story in random.sample([_moved, _paused, _contacted, _planned, _tasked, _agreed], random.randint(1, 4)):
        yield from story(random, at, case)


def _moved(random: Random, at: datetime, case: UUID) -> Told:
    yield 5, case_life.CaseCounted(case=case, counted_as=random.choice(list(CountedAs)))
    yield 5, case_life.RiskAssessed(case=case, level=random.choice(list(RiskLevel)), reasons=(), assessed_at=at)
    for stage in random.sample(list(CaseStage), 2):
        yield 90, case_life.CaseMoved(case=case, stage=stage)
    yield 1, units.CaseDistanceNoted(case=case, minutes=random.randint(0, 90))


def _paused(random: Random, at: datetime, case: UUID) -> Told:
    other = id_of(f"other than {case}")
    if random.random() < 0.5:
        yield 50, case_life.CaseSuspended(case=case, reason=random.choice(list(RestReason)))
        yield 500, case_life.CaseResumed(case=case)
    if random.random() < 0.3:
        yield 5, case_life.CaseMarkedDuplicate(case=case, of=other)
        yield 700, case_life.CaseUnmarkedDuplicate(case=case, of=other)
    yield 5, case_life.ClosureRequested(case=case, outcome="needs_met")
    yield 5, case_life.ClosureReturned(case=case, reason="risk_remains")


def _contacted(random: Random, at: datetime, case: UUID) -> Told:
    corrected = None
    for n in range(random.randint(1, 3)):
        contact = id_of(f"contact {n} of {case}")
        yield 40, contacts.ContactRecorded(
            case=case, contact=contact, staff=random.choice(STAFF), kind=random.choice(list(ContactKind)), mode="phone",
            partner=random.choice(list(ContactWith)), reached=random.random() < 0.7, minutes=random.randint(1, 60),
            began_at=at + timedelta(hours=n), after_hours=random.random() < 0.2, corrects=corrected,
        )  # fmt: skip
        corrected = contact if random.random() < 0.3 else None
    conference = {"case": case, "conference": id_of(f"conference of {case}")}
    came = {"staff": (STAFF[0],), "agencies": ("barintiesa",), "persons": ()}
    yield 5, contacts.CaseConferenceCalled(**conference, by=STAFF[0], mode="video", planned_at=at, **came)
    if random.random() < 0.5:
        held = {"mode": "in_person", "held_at": at, "minutes": 45, "decisions": ()}
        yield 60, contacts.CaseConferenceHeld(**conference, **came, **held)
    else:
        yield 60, contacts.CaseConferenceCancelled(**conference, reason="other")


def _planned(random: Random, at: datetime, case: UUID) -> Told:
    replaced = None
    for n in range(2):
        assessment = id_of(f"assessment {n} of {case}")
        yield 20, assessments.AssessmentCompleted(
            case=case, assessment=assessment, checklist="violence", checklist_version=1, staff=STAFF[0], place="home",
            client="signed", made_at=at, signed_at=at, score=random.randint(0, 9), score_of=10,
            replaces=id_of(f"assessment 0 of {case}") if n else None,
        )  # fmt: skip
        plan = {"case": case, "plan": id_of(f"plan {n} of {case}")}
        yield 10, plans.PlanSubmitted(**plan, author=STAFF[0], submitted_at=at)
        if random.random() < 0.4:
            yield 10, plans.PlanReturned(**plan, returned_by=STAFF[1], returned_at=at, reason="other")
        yield 10, plans.PlanApproved(
            **plan, edition=n + 1, kind="rehabilitation", author=STAFF[0], approved_by=STAFF[1], approved_at=at,
            review_on=at.date(), goals=2, steps=4, areas=(), methods=tuple(random.sample(list(MethodCode), 2)),
            replaces=replaced,
        )  # fmt: skip
        replaced = plan["plan"]
        again = random.choice([None, at.date() + timedelta(days=30)])
        yield 900, plans.PlanReviewed(
            **plan, outcome="continued" if again else "completed", reviewed_by=STAFF[0], reviewed_at=at, steps_done=n,
            steps_not_done=0, steps_open=1, goals_measured=2, goals_improved=n, next_review_on=again,
        )  # fmt: skip
    recommended = {"case": case, "recommendation": id_of(f"recommendation of {case}")}
    yield (
        5,
        plans.RecommendationGiven(
            **recommended, code="daily_routine", staff=STAFF[0], given_at=at, follow_up_on=at.date()
        ),
    )
    if random.random() < 0.5:
        yield 5, plans.RecommendationFollowedUp(**recommended, outcome="followed", followed_up_at=at)


def _tasked(random: Random, at: datetime, case: UUID) -> Told:
    for n in range(3):
        task = {"case": case, "task": id_of(f"task {n} of {case}"), "kind": random.choice(list(TaskKind)), "due_at": at}
        yield 5, tasks.TaskAdded(**task, statutory=random.random() < 0.3)
        if random.random() < 0.6:
            yield 50, tasks.TaskCompleted(**task, completed_at=at + timedelta(hours=random.randint(-9, 9)))


def _agreed(random: Random, at: datetime, case: UUID) -> Told:
    consent, person = {"case": case, "consent": id_of(f"consent of {case}")}, id_of(f"person of {case}")
    yield 5, consents.ConsentRecorded(
        **consent, person=person, said_by=person, capacity="self", text="sharing", text_version=1, mode="phone",
        answer=random.choice(["granted", "partly", "refused"]), said_at=at, sign_by=at,
    )  # fmt: skip
    if random.random() < 0.5:
        yield 5, consents.ConsentSigned(**consent, document=id_of("scan"), signed_at=at)
    if random.random() < 0.5:
        yield 5, consents.ConsentWithdrawn(**consent, channel="phone", withdrawn_at=at)


def searched(random: Random, at: datetime) -> Told:
    """A campaign of outreach, whose cases may be anybody's."""
    outreach, listed = {"outreach": id_of("outreach")}, tuple(id_of(f"case {n}") for n in range(5))
    started = {"unit": id_of("berni"), "needs": (), "started_at": at, "by": STAFF[0], "cases": len(listed)}
    yield 1, contacts.OutreachStarted(**outreach, **started)
    yield 1, contacts.OutreachListed(**outreach, cases=listed)
    for case in random.sample(listed, 3):
        yield 30, contacts.OutreachTried(**outreach, case=case, result=random.choice(list(OutreachResult)), at=at)
    yield 900, contacts.OutreachEnded(**outreach, ended_at=at)


def learned(random: Random, at: datetime) -> Told:
    """Trainings of staff, and an event of a team."""
    for staff in STAFF:
        completed = date(2026, random.randint(1, 9), 3)
        yield 1, units.TrainingRecorded(staff=staff, training="vardarbiba", completed_on=completed)
    yield (
        1,
        units.TeamEventHeld(
            event=id_of("theatre"), kind="theatre", held_on=at.date(), participants=random.randint(2, 30), duration=120
        ),
    )
