"""Home care, a shelter, benefits and figures of registers in the November of november.py."""

from datetime import date, datetime

from shared.contracts.attendance import CareCorrected, CareDelivered, CarePlanned
from shared.contracts.benefits import BenefitEnded, BenefitRecorded
from shared.contracts.registers import RegisterCountRecorded
from shared.contracts.shelter import ShelterNightClosed, ShelterNightCorrected
from tests.services.reporting.instants import at
from tests.services.reporting.logs import Logs, id_of
from tests.services.reporting.november_services import CARE, LIGITA, SHELTER


def care(logs: Logs) -> None:
    """Tell it all."""
    _home_care(logs)
    _shelter(logs)
    _benefits(logs)
    _registers(logs)


def _home_care(logs: Logs) -> None:
    def names(request: str) -> dict:
        return {"request": id_of(request), "case": id_of("C9"), "offer": CARE}

    for request, day, minutes in (
        ("Q6", date(2026, 9, 10), 70),
        ("Q7", date(2026, 11, 15), 420),
        ("Q7", date(2026, 11, 20), 999),
        ("Q7", date(2026, 11, 20), 210),
        ("Q7", date(2026, 12, 10), 700),
        ("Q10", date(2026, 9, 10), 70),
    ):
        level = {"level": "second", "minutes_per_week": minutes, "from_day": day}
        logs.tell(at(15), CarePlanned(**names(request), **level, said_at=at(15), by=LIGITA))
    for name, request, day, task, minutes in (
        ("E0", "Q6", at(20, month=10), "meals", 60),
        ("E1", "Q6", at(3), "meals", 100),
        ("E2", "Q7", at(16), "meals", 200),
        ("E3", "Q7", at(17), "shopping", 50),
        ("E4", "Q7", at(18), "housework", 300),
        ("E6", "Q7", at(2, month=12), "meals", 30),
    ):
        entry = {"entry": id_of(name), "task": task, "began_at": day, "minutes": minutes}
        logs.tell(day, CareDelivered(**names(request), **entry, recorded_at=day))
    hidden = {"request": id_of("Q9"), "case": id_of("C5"), "offer": id_of("offer of Q9")}
    entry = {"entry": id_of("E5"), "task": "meals", "began_at": at(29), "minutes": 45}
    logs.tell(at(29), CareDelivered(**hidden, **entry, recorded_at=at(29)))
    wrong = {"entry": id_of("E3"), "task": "shopping", "began_at": at(17), "minutes": 0}
    logs.tell(at(18), CareCorrected(**names("Q7"), **wrong, recorded_at=at(18), by=LIGITA))


def _shelter(logs: Logs) -> None:
    def close(
        name: str, day: int, guests: int, reasons: tuple[str, ...], turned_away: tuple[int, ...], month: int = 11
    ) -> None:
        counts = {"guests": guests, "reasons": reasons, "turned_away": turned_away, "beds": 10}
        logs.tell(at(day + 1, 7), ShelterNightClosed(
            night=id_of(name), offer=SHELTER, begins_on=date(2026, month, day), **counts, closed_at=at(day + 1, 7),
            closed_by=LIGITA, service_mode="normal",
        ))  # fmt: skip

    close("night before", 29, 3, (), (), month=10)
    close("first night", 5, 10, ("full", "under_age"), (2, 1))
    close("second night", 6, 7, (), ())
    counts = {"guests": 8, "reasons": ("under_age",), "turned_away": (1,)}
    corrected = {"reason": "counted_wrong", "corrected_at": at(8), "corrected_by": LIGITA}
    logs.tell(at(8), ShelterNightCorrected(night=id_of("second night"), **counts, **corrected))


def _benefits(logs: Logs) -> None:
    def record(name: str, case: str, what: str, grantor: str, first: date, last: date | None, when: datetime) -> None:
        names = {"benefit": id_of(name), "case": id_of(case), "person": id_of("person"), "by": LIGITA}
        days = {"first_on": first, "last_on": last, "recorded_at": when}
        logs.tell(when, BenefitRecorded(**names, what=what, grantor=grantor, **days))

    november, september = date(2026, 11, 1), date(2026, 9, 1)
    record("B1", "C9", "gmi-pabalsts", "municipality", november, date(2026, 11, 30), at(2))
    record("B2", "C2", "gimenes-valsts-pabalsts", "state", september, None, at(1, month=9))
    record("B3", "C2", "majokla-pabalsts", "municipality", november, None, at(3))
    record("B4", "C9", "majokla-pabalsts", "municipality", november, None, at(3))
    # B5 ended on the first day, B6 on the day before; B7 begins on the last day, B8 in December.
    record("B5", "C9", "gmi-pabalsts", "municipality", september, november, at(1, month=9))
    record("B6", "C9", "gmi-pabalsts", "municipality", september, date(2026, 10, 31), at(1, month=9))
    record("B7", "C9", "majokla-pabalsts", "municipality", date(2026, 11, 30), None, at(25))
    record("B8", "C9", "majokla-pabalsts", "municipality", date(2026, 12, 5), None, at(25))
    for name, reason, last in (("B3", "entered_in_error", november), ("B4", "moved_away", date(2026, 11, 10))):
        names = {"benefit": id_of(name), "case": id_of("C9"), "by": LIGITA}
        logs.tell(at(11), BenefitEnded(**names, reason=reason, last_on=last, ended_at=at(11)))


def _registers(logs: Logs) -> None:
    march, group = date(2021, 3, 15), "mental_disorder"
    for count, source, day, more in (
        (300, "register", date(2020, 3, 15), {}),
        (319, "register", march, {}),
        (320, "register", march, {"note": "incomplete"}),
        (400, "register", date(2022, 3, 15), {"quoted": True}),
        (100, "office", march, {"territory": "0005000"}),
        (200, "press", march, {"quoted": True, "note": "estimate"}),
        (500, "abroad", march, {}),
    ):
        figure = RegisterCountRecorded(target_group=group, count=count, source=source, counted_on=day, **more)
        logs.tell(at(3), figure)
    somewhere = {"source": "register", "counted_on": march, "territory": "0027000"}
    logs.tell(at(3), RegisterCountRecorded(target_group="disability", count=50, **somewhere))
