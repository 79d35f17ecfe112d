"""What services did in the November of november.py: rooms without a psychologist, two flats, and who asked for them."""

from datetime import date, datetime
from uuid import UUID

from shared.contracts.attendance import (
    AttendanceRecorded,
    SessionCancelled,
    SessionCounted,
    SessionHeld,
    SessionPlanned,
)
from shared.contracts.capacity import CapacityChanged
from shared.contracts.catalogue import CatalogueChanged, OrganizationChanged, ServicePlaceChanged
from shared.contracts.contacts import ActivityBooked, ActivityCancelled, ActivityHeld
from shared.contracts.fields import PublicLabel
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceDeclined,
    PlaceOffered,
    ServiceDecided,
    ServiceEnded,
    ServiceInterrupted,
    ServiceRequested,
    ServiceResumed,
    ServiceStarted,
)
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, id_of

LIGITA = id_of("ligita")
SAND, FLATS, CARE, SHELTER, CLUB, HOME, HIDDEN = (
    id_of(f"offer of {name}") for name in ("sand", "flats", "care", "shelter", "club", "home", "hidden")
)


def services(logs: Logs) -> None:
    """Tell it all."""
    _catalogue(logs)
    _capacities(logs)
    _requests(logs)
    _attendance(logs)


def _catalogue(logs: Logs) -> None:
    begin = at(1, month=10)
    for name, unit in (("youth", "families"), ("house", "adults"), ("former", "closed"), ("partner", None)):
        label = PublicLabel(lv=name.title())
        said = {"code": name, "label": label, "provider": "municipality" if unit else "ngo"}
        said["unit"] = unit and id_of(unit)
        logs.tell(begin, OrganizationChanged(organization=id_of(f"organisation {name}"), **said))

    def offer(
        offer: UUID, code: str, kind: str, of: str, groups=(), atvk: str | None = None, active=True, status="active",
        **more,
    ) -> None:  # fmt: skip
        service, label = id_of(f"service {code}"), PublicLabel(lv=code.title(), en=f"The {code}")
        logs.tell(
            begin,
            CatalogueChanged(
                service=service, organization=id_of(f"organisation {of}"), code=code, label=label, kind=kind,
                status=status, groups=groups, **more,
            ),
            ServicePlaceChanged(
                offer=offer, service=service, location=id_of("centre"), code="centre",
                label=PublicLabel(lv="Centrā", en="Centre"), atvk=atvk, active=active,
            ),
        )  # fmt: skip

    offer(SAND, "sand-play", "sand_play_therapy", "youth", groups=("children",))
    offer(FLATS, "flats", "group_apartment", "house", atvk="0027000")
    offer(CARE, "home-care", "home_care", "house")
    offer(SHELTER, "shelter", "night_shelter", "partner", low_threshold=True)
    # The club is there on the last day of November only.
    last = {"valid_from": date(2026, 11, 30), "valid_until": date(2026, 11, 30)}
    offer(CLUB, "club", "group_activity", "youth", groups=("youth",), **last)
    # None of these can be used.
    offer(id_of("offer that moved"), "laundry", "group_activity", "youth", active=False)
    offer(id_of("offer that rests"), "canteen", "group_activity", "youth", status="temporarily_closed")
    offer(id_of("offer that is over"), "baths", "group_activity", "youth", valid_until=date(2026, 9, 30))
    offer(HIDDEN, "addictions", "addiction_prevention", "house", sensitive=True)
    # The school in Vaiņode that is to be a care home in spring.
    offer(HOME, "care-home", "adult_care_home", "house", atvk="0027000", valid_from=date(2027, 3, 1))


def _capacities(logs: Logs) -> None:
    october = at(1, month=10)

    def say(offer: UUID, part: str, count: int | None, serves: int = 1, from_at: datetime = october) -> None:
        names = {"offer": offer, "service": id_of("service"), "part": part}
        logs.tell(october, CapacityChanged(**names, count=count, serves=serves, from_at=from_at, said_at=october))

    # Two equipped rooms, each for two children, wait for psychologists; from January on there is one.
    say(SAND, "rooms", 2, 2)
    say(SAND, "staff", 0, 2)
    say(SAND, "places", 5)
    for gone in ("that moved", "that rests", "that is over"):
        say(id_of(f"offer {gone}"), "places", 100)
        say(id_of(f"offer {gone}"), "places", 200, from_at=at(1, month=2, year=2027))
    say(SAND, "staff", 1, 2, at(4, month=1, year=2027))
    # There was one flat and there are two, of which the second was said in a second word about the same instant.
    say(FLATS, "places", 1, from_at=at(1, month=9))
    say(FLATS, "places", 1)
    say(FLATS, "places", 2)
    say(FLATS, "places", 9, from_at=at(1, month=2, year=2027))
    say(FLATS, "places", None, from_at=at(1, month=2, year=2027))
    # A third flat was called off, and from noon of the 30th there are two more beds.
    say(FLATS, "places", 3, from_at=at(15))
    say(FLATS, "places", None, from_at=at(15))
    say(SHELTER, "places", 8)
    say(SHELTER, "places", 10, from_at=at(30, 12))
    # Two rooms for ten each, and one who works with ten; from February on there is a third room.
    say(CLUB, "rooms", 2, 10)
    say(CLUB, "staff", 1, 10)
    say(CLUB, "rooms", 3, 10, at(1, month=2, year=2027))
    say(HIDDEN, "staff", 3)
    # There are places before the house opens; until then nobody can use them.
    say(HOME, "places", 30)
    say(HOME, "places", 40, from_at=at(1))


def _request(logs: Logs, name: str, case: str, offer: UUID, service: str, when: datetime, **more) -> dict:
    names = {"request": id_of(name), "case": id_of(case), "offer": offer}
    said = {"kind": "new", "urgency": "routine", "points": 0, "requested_at": when, "decide_by": when} | more
    logs.tell(when, ServiceRequested(**names, person=id_of(f"person of {case}"), service=service, **said))
    return names


def _decide(
    logs: Logs, names: dict, when: datetime, decision: str = "granted", reason: str | None = None,
    contest_by: datetime | None = None,
) -> None:  # fmt: skip
    decision = {"decision": decision, "reason": reason}
    contest = {"contest_by": contest_by or at(20, month=12), "decided_by": LIGITA}
    logs.tell(when, ServiceDecided(**names, **decision, **contest, decided_at=when))


def _place(logs: Logs, names: dict, accepted: datetime, started: datetime) -> None:
    logs.tell(accepted, PlaceAccepted(**names, accepted_at=accepted))
    logs.tell(started, ServiceStarted(**names, started_at=started))


def _offer(logs: Logs, names: dict, when: datetime) -> None:
    logs.tell(when, PlaceOffered(**names, offered_at=when, answer_due=when, held=0))


def _end(logs: Logs, names: dict, when: datetime, reason: str, result: str | None = None) -> None:
    logs.tell(when, ServiceEnded(**names, reason=reason, result=result, ended_at=when))


def _requests(logs: Logs) -> None:
    # Q1 has a flat since the 3rd, and is in hospital for the second time.
    q1 = _request(logs, "Q1", "C9", FLATS, "flats", at(1, month=10))
    _decide(logs, q1, at(5, month=10))
    _offer(logs, q1, at(2))
    _place(logs, q1, at(3), at(4))
    for day, rests in ((10, True), (12, False), (28, True)):
        away = ServiceInterrupted(**q1, reason="in_hospital", interrupted_at=at(day))
        logs.tell(at(day), away if rests else ServiceResumed(**q1, resumed_at=at(day)))
    # Q2 postponed, and is offered the same flat once more.
    q2 = _request(logs, "Q2", "C5", FLATS, "flats", at(10))
    _decide(logs, q2, at(12))
    _offer(logs, q2, at(13))
    logs.tell(at(14), PlaceDeclined(**q2, reason="postponed", declined_at=at(14)))
    _offer(logs, q2, at(20))
    # Q3 waits for a psychologist, Q5 for a decision that was due on the 20th.
    q3 = _request(logs, "Q3", "C2", SAND, "sand-play", at(16), urgency="urgent")
    _decide(logs, q3, at(18))
    _request(logs, "Q5", "C1", SAND, "sand-play", at(3), decide_by=at(20))
    q4 = _request(logs, "Q4", "C4", FLATS, "flats", at(13))
    _decide(logs, q4, at(20), "refused", "no_capacity")
    # Q6 was renewed as Q7, which ended; Q8 left the other flat; Q9 is nobody's business.
    q6 = _request(logs, "Q6", "C9", CARE, "home-care", at(1, month=9))
    _decide(logs, q6, at(2, month=9))
    _place(logs, q6, at(3, month=9), at(10, month=9))
    q7 = _request(logs, "Q7", "C9", CARE, "home-care", at(10), kind="renewal", renews=q6["request"])
    _end(logs, q6, at(15), "renewed", "not_assessed")
    _decide(logs, q7, at(15))
    logs.tell(at(15), ServiceStarted(**q7, started_at=at(15), ends_at=at(15, month=5, year=2027)))
    _end(logs, q7, at(25), "completed", "goals_met")
    q8 = _request(logs, "Q8", "C8", FLATS, "flats", at(1, month=8))
    _decide(logs, q8, at(2, month=8))
    _place(logs, q8, at(8, month=8), at(10, month=8))
    logs.tell(at(18), ServiceInterrupted(**q8, reason="in_hospital", interrupted_at=at(18)))
    _end(logs, q8, at(20), "moved_away")
    _october(logs)
    _others(logs)
    q9 = _request(logs, "Q9", "C5", id_of("offer of Q9"), "undisclosed", at(3))
    _decide(logs, q9, at(4))
    _place(logs, q9, at(5), at(6))


def _october(logs: Logs) -> None:
    """What began in October: Q0 was to be decided, Q12 did not take a place, Q14 was refused, Q15 given up."""
    q0 = _request(logs, "Q0", "C7", FLATS, "flats", at(2, month=10), decide_by=at(12, month=10))
    _decide(logs, q0, at(3), "refused", "no_capacity", at(1, month=12))
    q12 = _request(logs, "Q12", "C7", SAND, "sand-play", at(3, month=10))
    _decide(logs, q12, at(5, month=10))
    _offer(logs, q12, at(6, month=10))
    logs.tell(at(8, month=10), PlaceDeclined(**q12, reason="postponed", declined_at=at(8, month=10)))
    _end(logs, q12, at(3), "moved_away")
    q15 = _request(logs, "Q15", "C7", SAND, "sand-play", at(7, month=10), decide_by=at(20, month=12))
    _end(logs, q15, at(3), "moved_away")
    q14 = _request(logs, "Q14", "C7", SAND, "sand-play", at(5, month=10))
    _decide(logs, q14, at(6, month=10), "refused", contest_by=at(6))


def _others(logs: Logs) -> None:
    """Q10 runs out on the 5th, Q13 is decided in December; Q8 was away on its last days."""
    q10 = _request(logs, "Q10", "C9", CARE, "home-care", at(1, month=9), kind="renewal")
    _decide(logs, q10, at(2, month=9))
    logs.tell(at(10, month=9), ServiceStarted(**q10, started_at=at(10, month=9), ends_at=at(5)))
    for day, rests in ((1, True), (4, False)):
        away = ServiceInterrupted(**q10, reason="in_hospital", interrupted_at=at(day))
        logs.tell(at(day), away if rests else ServiceResumed(**q10, resumed_at=at(day)))
    q13 = _request(logs, "Q13", "C1", SAND, "sand-play", at(24), decide_by=at(20, month=12))
    _decide(logs, q13, at(3, month=12))


def _attendance(logs: Logs) -> None:
    def plan(name: str, offer: UUID, service: str, when: datetime) -> dict:
        names = {"session": id_of(name), "offer": offer}
        logs.tell(when, SessionPlanned(
            **names, service=service, planned_at=when, minutes=60, staff=(LIGITA,), counted=False, service_mode="normal"
        ))  # fmt: skip
        return names

    s1 = plan("S1", SAND, "sand-play", at(5))
    logs.tell(at(5), SessionHeld(**s1, held_at=at(5), minutes=45))
    for case, result in (("C1", "came"), ("C2", "absent"), ("C2", "excused"), ("C4", "absent")):
        of = {"case": id_of(case), "request": id_of(f"request of {case}"), "attendance": id_of(f"S1 {case}")}
        logs.tell(at(6), AttendanceRecorded(**s1, **of, result=result, minutes=0, recorded_at=at(6)))
    logs.tell(at(11), SessionCancelled(**plan("S2", SAND, "sand-play", at(12)), reason="too_few"))
    plan("S3", SAND, "sand-play", at(29))
    # S5 is to begin just now, and S6 in the evening.
    plan("S5", SAND, "sand-play", at(30, 12))
    plan("S6", FLATS, "flats", at(30, 18))
    s7 = plan("S7", SAND, "sand-play", at(19))
    logs.tell(at(19), SessionHeld(**s7, held_at=at(19), minutes=30))
    for case, result in (("C1", "came"), ("C2", "absent"), ("C4", "excused")):
        of = {"case": id_of(case), "request": id_of(f"request of {case}"), "attendance": id_of(f"S7 {case}")}
        logs.tell(at(19), AttendanceRecorded(**s7, **of, result=result, minutes=0, recorded_at=at(19)))
    s8 = plan("S8", CLUB, "club", at(21))
    logs.tell(at(21), SessionHeld(**s8, held_at=at(21), minutes=60))
    logs.tell(at(21), SessionCounted(**s8, ages=("7-13",), counts=(3,), counted_at=at(21)))
    s4 = plan("S4", CLUB, "club", at(7))
    logs.tell(at(7), SessionHeld(**s4, held_at=at(7), minutes=120))
    for ages, counts in ((("7-13",), (5,)), (("7-13", "14-17"), (4, 2))):
        logs.tell(at(8), SessionCounted(**s4, ages=ages, counts=counts, counted_at=at(8)))

    a1 = {"activity": id_of("A1"), "unit": id_of("families"), "kind": "interactive_game", "service_mode": "emergency"}
    logs.tell(at(2), ActivityBooked(**a1, theme="violence_among_peers", planned_at=at(12)))
    logs.tell(at(12), ActivityHeld(
        **a1, theme="violence_among_peers", mode="in_person", held_at=at(12), minutes=90, ages=("14-17",), counts=(24,)
    ))  # fmt: skip
    a3 = a1 | {"activity": id_of("A3")}
    logs.tell(at(13), ActivityBooked(**a3, theme="violence_among_peers", planned_at=at(14)))
    logs.tell(at(14), ActivityHeld(
        **a3, theme="violence_among_peers", mode="in_person", held_at=at(14), minutes=90, ages=("14-17",), counts=(20,)
    ))  # fmt: skip
    a2 = {"activity": id_of("A2"), "unit": id_of("adults"), "kind": "talk", "service_mode": "emergency"}
    logs.tell(at(2), ActivityBooked(**a2, theme="addiction_youth", planned_at=at(18)))
    logs.tell(at(17), ActivityCancelled(activity=a2["activity"], reason="school_request"))
