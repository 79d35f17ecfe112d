"""Random stories of services: who offers what, who asks for it, who waits, who comes."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from shared.contracts import attendance, benefits, capacity, catalogue, contacts, registers, requests, shelter
from shared.contracts.attendance_codes import AttendanceResult, CareTask, SessionCancelReason
from shared.contracts.catalogue_codes import CapacityPart, ServiceKind
from shared.contracts.fact import Fact
from shared.contracts.fields import PublicLabel
from shared.contracts.register_codes import TargetGroup
from shared.contracts.request_codes import PlaceDeclineReason, RefusalReason, ServiceEndReason, ServiceResult
from shared.contracts.shelter_codes import TurnedAwayReason
from tests.services.reporting.logs import id_of

OFFERS = {f"service-{n}": id_of(f"offer {n}") for n in range(3)}
WORKER = id_of("ligita")
Told = Iterator[tuple[float, Fact]]


def offered(random: Random, at: datetime) -> Told:
    """A small catalogue, said twice, with capacities and plans that are called off."""
    for code, offer in OFFERS.items():
        service, label = id_of(code), PublicLabel(lv=code)
        organization = {"organization": id_of("house"), "code": "house", "label": label, "provider": "ngo"}
        yield 1, catalogue.OrganizationChanged(**organization, unit=random.choice([None, id_of("berni")]))
        said = {"code": code, "label": label, "kind": random.choice(list(ServiceKind)), "status": "active"}
        for valid_from in (None, at.date()):
            yield (
                5,
                catalogue.CatalogueChanged(
                    service=service, organization=id_of("house"), **said, groups=("children",), valid_from=valid_from
                ),
            )
        place = {"location": id_of("centre"), "code": "centre", "label": label}
        yield 1, catalogue.ServicePlaceChanged(offer=offer, service=service, **place, active=random.random() < 0.9)
        for part in random.sample(list(CapacityPart), 2):
            for count in (random.randint(1, 5), random.choice([None, 3])):
                words = {"part": part, "count": count, "from_at": at, "said_at": at}
                yield 9, capacity.CapacityChanged(offer=offer, service=service, **words)


def requested(random: Random, at: datetime, case: UUID, name: str) -> Told:
    """A request from its beginning to wherever it comes."""
    service, offer = random.choice(list(OFFERS.items()))
    names = {"request": id_of(f"{name} of {case}"), "case": case, "offer": offer}
    begin = {"requested_at": at, "decide_by": at + timedelta(days=9), "points": 3, "urgency": "urgent"}
    yield 1, requests.ServiceRequested(**names, person=id_of("person"), service=service, kind="new", **begin)
    reason = random.choice([None, None, *RefusalReason])
    decided = {"decision": "refused" if reason else "granted", "reason": reason, "decided_by": WORKER}
    yield 9, requests.ServiceDecided(**names, **decided, decided_at=at, contest_by=at + timedelta(days=30))
    if reason:
        return
    for day in range(random.randint(0, 2)):
        offered_at = at + timedelta(days=day)
        yield 30, requests.PlaceOffered(**names, offered_at=offered_at, answer_due=offered_at, held=1)
        declined = {"reason": random.choice(list(PlaceDeclineReason)), "declined_at": offered_at}
        yield 30, requests.PlaceDeclined(**names, **declined)
    if random.random() < 0.7:
        yield 9, requests.PlaceAccepted(**names, accepted_at=at)
        yield 9, requests.ServiceStarted(**names, started_at=at + timedelta(hours=1))
        yield 9, requests.ServiceInterrupted(**names, reason="away", interrupted_at=at)
        yield 9, requests.ServiceResumed(**names, resumed_at=at)
        yield from _care(random, at, names)
    if random.random() < 0.5:
        end = {"reason": random.choice(list(ServiceEndReason)), "result": random.choice(list(ServiceResult))}
        yield 99, requests.ServiceEnded(**names, **end, ended_at=at + timedelta(days=20))


def _care(random: Random, at: datetime, names: dict) -> Told:
    for minutes in (random.randint(1, 400), random.randint(1, 400)):
        level = {"level": "first", "minutes_per_week": minutes, "from_day": at.date(), "said_at": at}
        yield 9, attendance.CarePlanned(**names, **level, by=WORKER)
    entry = {"entry": id_of(f"entry of {names['request']}"), "began_at": at, "recorded_at": at}
    yield 9, attendance.CareDelivered(**names, **entry, task=random.choice(list(CareTask)), minutes=30)
    yield 9, attendance.CareCorrected(**names, **entry, task=random.choice(list(CareTask)), minutes=0, by=WORKER)


def attended(random: Random, at: datetime) -> Told:
    """Sessions, prevention, nights of a shelter, benefits and figures of a register."""
    for n in range(6):
        service, offer = random.choice(list(OFFERS.items()))
        session, length = {"session": id_of(f"session {n}"), "offer": offer}, {"minutes": 60}
        planned = {"service": service, "planned_at": at, "staff": (WORKER,), "counted": True}
        yield 1, attendance.SessionPlanned(**session, **planned, **length)
        if random.random() < 0.3:
            yield 5, attendance.SessionCancelled(**session, reason=random.choice(list(SessionCancelReason)))
            continue
        yield 5, attendance.SessionHeld(**session, held_at=at, **length)
        yield 5, attendance.SessionCounted(**session, ages=("7-13",), counts=(random.randint(0, 9),), counted_at=at)
        who = {"attendance": id_of(f"attendance {n}"), "request": id_of("request"), "case": id_of("case 1")}
        for result in random.sample(list(AttendanceResult), 2):
            yield 5, attendance.AttendanceRecorded(**session, **who, result=result, minutes=9, recorded_at=at)
    activity = {"activity": id_of("activity"), "unit": id_of("berni"), "kind": "talk", "theme": "crisis"}
    yield 1, contacts.ActivityBooked(**activity, planned_at=at)
    yield 1, contacts.ActivityCancelled(activity=activity["activity"], reason="other")
    held = {"mode": "in_person", "held_at": at, "minutes": 9, "ages": ("14-17",), "counts": (9,)}
    yield 1, contacts.ActivityHeld(**activity | {"activity": id_of("another")}, **held)
    yield from _night(random, at)
    yield from _benefit(at)
    for count in (320, random.randint(1, 320)):
        figure = {"target_group": random.choice(list(TargetGroup)[:2]), "count": count, "source": "register"}
        yield 9, registers.RegisterCountRecorded(**figure, counted_on=at.date(), note=random.choice([None, "estimate"]))


def _night(random: Random, at: datetime) -> Told:
    night, counts = (
        {"night": id_of("night")},
        {"reasons": (random.choice(list(TurnedAwayReason)),), "turned_away": (1,)},
    )
    closed = {"offer": OFFERS["service-0"], "begins_on": at.date(), "closed_at": at, "closed_by": WORKER}
    yield 9, shelter.ShelterNightClosed(**night, **closed, **counts, guests=9)
    corrected = {"reason": "other", "corrected_at": at, "corrected_by": WORKER}
    yield 9, shelter.ShelterNightCorrected(**night, **corrected, **counts, guests=8)


def _benefit(at: datetime) -> Told:
    names = {"benefit": id_of("benefit"), "case": id_of("case 1"), "by": WORKER}
    said = {"what": "gmi-pabalsts", "grantor": "municipality", "first_on": at.date()}
    yield 9, benefits.BenefitRecorded(**names, **said, person=id_of("person"), recorded_at=at, last_on=at.date())
    yield 9, benefits.BenefitCorrected(**names, **said, corrected_at=at)
    yield 9, benefits.BenefitEnded(**names, reason="other", last_on=at.date(), ended_at=at)
