"""Before a session: it is planned within the days and hours of its offer, given to others, called off."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from services.cases.domain.attendance.opening import is_open, schedules_of
from services.cases.domain.attendance.receiving import must_receive
from services.cases.domain.attendance.session import (
    Session,
    SessionState,
    evolve,
    must_be,
    must_be_by_name,
    must_have_room,
)
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.units.staff import Staff, must_be_there
from shared.calendar import RIGA, Calendar
from shared.contracts.attendance import SessionCancelled, SessionChanged, SessionPlanned
from shared.contracts.attendance_codes import SessionCancelReason
from shared.contracts.catalogue_codes import ServiceStatus
from shared.decision import Cause, Decision, Refusal

FAR = timedelta(days=732)
"""A season is planned for the next year, and written down within two: beyond it a year was mistyped."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned. `minutes` is how long it takes, `places` how many can take part (none: nothing limits them)."""

    offer: UUID
    planned_at: datetime
    minutes: int
    places: int | None = None
    request: UUID | None = None
    """Of whom it is for alone."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What a session is of, as far as it is known: the offer, its service, and the request of whom it is for alone."""

    place: ServiceAtLocation | None
    service: Service | None
    request: ServiceRequest | None = None

    @property
    def is_known(self) -> bool:
        return self.place is not None and self.service is not None and self.place.active


def session_id(cause: Cause) -> UUID:
    """The session that a command plans."""
    return cause.derive("session")


def plan(
    offered: Offered, wish: Plan, leaders: Sequence[Staff | None], cause: Cause, calendar: Calendar
) -> Decision:  # fmt: skip
    """Plan one session. Raises Refusal for what is not offered then, for a stranger, and for who cannot lead it."""
    must_be_offered(offered)
    return planned(offered, wish, led_by(leaders, cause), session_id(cause), cause, calendar)


def planned(
    offered: Offered, wish: Plan, staff: tuple[UUID, ...], id: UUID, cause: Cause, calendar: Calendar,
    series: UUID | None = None,
) -> Decision:  # fmt: skip
    """A session of an offer that there is. Raises Refusal for a time that cannot be, and for a stranger."""
    must_be_near(wish.planned_at, cause, "/planned_at")
    service, place, day = offered.service, offered.place, wish.planned_at.astimezone(RIGA).date()
    if service.status_on(day) is not ServiceStatus.ACTIVE:
        raise Refusal(
            code="session-outside-validity", title="The service is not offered on that day",
            detail=f"On {day} it is {service.status_on(day)}: the catalogue says from when until when it is offered.",
            pointers=(("/planned_at", "is no day of the service"),),
        )  # fmt: skip
    if not is_open(schedules_of(place, service), wish.planned_at, wish.minutes, calendar):
        raise Refusal(
            code="session-outside-schedule", title="It is not open then",
            detail=f"On {day} it is not open from the beginning to the end of the session: the catalogue has its days, "
            "hours, season and holidays.",
            pointers=(("/planned_at", "lies outside its days, hours or season"),),
        )  # fmt: skip
    if wish.request:
        must_be_by_name(service.low_threshold, "/request")
        must_receive(offered.request, place.id, day, "/request")
    fact = SessionPlanned(
        session=id, offer=place.id, service=service.code, planned_at=wish.planned_at, minutes=wish.minutes,
        staff=staff, counted=service.low_threshold, places=1 if wish.request else wish.places, request=wish.request,
        series=series,
    )  # fmt: skip
    return Decision((evolve(None, fact),), (fact,))


def change(session: Session, leaders: Sequence[Staff | None], places: int | None, cause: Cause) -> Decision:
    """Others lead it, or another number can take part. Raises Refusal for fewer places than came."""
    must_be(session, SessionState.PLANNED, SessionState.HELD)
    wanted = replace(session, staff=led_by(leaders, cause), places=1 if session.request else places)
    must_have_room(wanted, session.came, "/places")
    if wanted == session:
        return Decision()
    return said(
        session, SessionChanged(session=session.id, offer=session.offer, staff=wanted.staff, places=wanted.places)
    )


def cancel(session: Session, reason: SessionCancelReason) -> Decision:
    """It does not take place. Raises Refusal when it did, or was called off already."""
    must_be(session, SessionState.PLANNED)
    return said(session, SessionCancelled(session=session.id, offer=session.offer, reason=reason))


def cancel_all(sessions: Iterable[Session], reason: SessionCancelReason) -> Decision:
    """Call off those of a series that are still planned."""
    decision = Decision()
    for session in sessions:
        if session.state is SessionState.PLANNED:
            decision += cancel(session, reason)
    return decision


def said(session: Session, *facts) -> Decision:
    """Facts about one session, one after the other."""
    after = session
    for fact in facts:
        after = evolve(after, fact)
    return Decision((after,), facts)


def led_by(leaders: Sequence[Staff | None], cause: Cause) -> tuple[UUID, ...]:
    """Who leads it. Raises Refusal for somebody who is not there."""
    today = cause.time.astimezone(RIGA).date()
    return tuple(must_be_there(one, today).id for one in leaders)


def must_be_near(at: datetime, cause: Cause, pointer: str) -> None:
    """Raises Refusal for a time so far ahead or behind that it was mistyped."""
    if abs(at - cause.time) > FAR:
        raise Refusal(
            code="session-too-far-away", title="It lies too far away", detail="Look at the year.",
            pointers=((pointer, "lies more than two years ahead or behind"),),
        )  # fmt: skip


def must_be_offered(offered: Offered) -> None:
    """Raises Refusal for an offer that is none, or none any more."""
    if not offered.is_known:
        raise Refusal(
            code="offer-unknown", title="That is not offered",
            detail="Take a service at a location from the catalogue.",
            pointers=(("/offer", "is nothing that is offered"),),
        )  # fmt: skip
