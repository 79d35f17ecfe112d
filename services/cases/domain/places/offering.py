"""Places are offered to whoever is next in line, and accepted, declined, or left without an answer."""

from dataclasses import replace
from datetime import datetime, timedelta

from services.cases.domain.places.line import Line, said
from services.cases.domain.places.turn import SOON, look
from services.cases.domain.requests.acts import RequestAct, require
from services.cases.domain.requests.request import ServiceRequest
from shared.contracts.request_codes import PlaceDeclineReason, ServiceEndReason
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceDeclined,
    PlaceOffered,
    ServiceEnded,
    WaitingAsked,
    WaitingConfirmed,
)
from shared.decision import Decision, Refusal, Timer

AHEAD = timedelta(days=366)
"""How far ahead somebody may postpone: beyond it a year was mistyped."""


def offer_next(line: Line) -> tuple[Line, Decision]:
    """Offer a free place to whoever is next in line. Raises Refusal when there is none, or nobody may be offered it."""
    if not line.has_place:
        raise Refusal(
            code="no-place-free", title="No place is free",
            detail=f"{line.queue.held} places are offered or taken, and {line.usable} can be used.",
        )  # fmt: skip
    first = line.first
    if first is None and line.front.more:
        raise Refusal(
            code="queue-moved", title="Somebody else is next now",
            detail="The queue has changed while this was asked: send it again.",
        )  # fmt: skip
    if first is None:
        raise Refusal(
            code="nobody-in-line", title="Nobody is in line",
            detail="Nobody waits who may be offered a place: the list says who has postponed or was not reached.",
        )  # fmt: skip
    return _offered(line, first)


def fill(line: Line) -> tuple[Line, Decision]:
    """Offer a place that has become free to whoever is next, if there is anybody."""
    if not line.has_place:
        return line, Decision()
    if not line.is_ordered:
        # The rule of the order has changed since the last act: the next look is in the new one.
        queue = replace(line.queue, sorted_by=tuple(line.rule.order))
        return replace(line, queue=queue), Decision((queue,), timers=_soon(line))
    if first := line.first:
        return _offered(line, first)
    return line, Decision(timers=_soon(line) if line.front.more else ())


def may_be_next(line: Line) -> Decision:
    """Somebody may be offered a place from now on: when one is free, it is looked who is next."""
    return Decision(timers=_soon(line) if line.has_place else ())


def accept(line: Line, request: ServiceRequest) -> tuple[Line, Decision]:
    """They take it. Raises Refusal after its time, and when the place was closed since."""
    require(request, RequestAct.ACCEPT)
    if line.now >= request.answer_due:
        raise Refusal(
            code="offer-expired", title="The offer has run out",
            detail="It was kept until its time and goes to whoever is next; they keep their place in the queue.",
        )  # fmt: skip
    if line.is_short:
        raise Refusal(
            code="place-closed", title="The place was closed since",
            detail="Fewer places can be used than are taken: decline it as `place_closed`, which keeps their turn.",
        )  # fmt: skip
    return said(line, request, PlaceAccepted(**_of(request), accepted_at=line.now))


def decline(
    line: Line, request: ServiceRequest, reason: PlaceDeclineReason, until: datetime | None = None
) -> tuple[Line, Decision]:
    """They do not take it. Whoever postpones keeps their turn; whoever refuses waits no longer. The next is offered it.

    Raises Refusal for a time that cannot be, and when a place is called closed that is not.
    """
    require(request, RequestAct.DECLINE)
    if (reason is PlaceDeclineReason.POSTPONED) != (until is not None):
        raise Refusal(
            code="postponed-until-when", title="A postponement has an end",
            detail="Send `until` with the reason postponed, and with no other.",
            pointers=(("/until", "belongs to the reason postponed, and to it only"),),
        )  # fmt: skip
    must_lie_ahead(until, line.now)
    if reason is PlaceDeclineReason.PLACE_CLOSED and not line.is_over:
        raise Refusal(
            code="place-not-closed", title="The place is not closed",
            detail=f"{line.queue.held} places are offered or taken, and no fewer can be used: change the capacity.",
        )  # fmt: skip
    if reason is PlaceDeclineReason.NO_ANSWER:
        raise Refusal(
            code="silence-is-not-said", title="Silence is not entered",
            detail="The clock of the offer says so itself when its time is over.",
            pointers=(("/reason", "is what the clock says"),),
        )  # fmt: skip
    facts = [_declined(line, request, reason, until)]
    if reason is PlaceDeclineReason.CLIENT_REFUSED:
        facts.append(ServiceEnded(**_of(request), reason=ServiceEndReason.CLIENT_REFUSED, ended_at=line.now))
    return _then_next(line, request, *facts)


def lapse(line: Line, request: ServiceRequest) -> tuple[Line, Decision]:
    """The time of the offer is over. Whoever did not answer keeps their turn, and is to be reached."""
    if line.is_short:
        # They may well have tried to accept a place that was closed: nobody is called unreachable for that.
        return _then_next(line, request, _declined(line, request, PlaceDeclineReason.PLACE_CLOSED))
    silent = _declined(line, request, PlaceDeclineReason.NO_ANSWER)
    return _then_next(line, request, silent, *([] if request.asked_until else [ask(line, request)]))


def ask(line: Line, request: ServiceRequest) -> WaitingAsked:
    """They are to be asked whether they still wait."""
    return WaitingAsked(
        **_of(request), asked_at=line.now, answer_due=line.calendar.due(line.now, line.rule.ask_within)
    )  # fmt: skip


def confirm(line: Line, request: ServiceRequest, until: datetime | None) -> tuple[Line, Decision]:
    """They were reached and still wait; with `until`, they wish to be offered no place before."""
    require(request, RequestAct.CONFIRM_WAITING)
    must_lie_ahead(until, line.now)
    fact = WaitingConfirmed(**_of(request), confirmed_at=line.now, until=until, check_due=next_check(line))
    after, changed = said(line, request, fact)
    return after, changed + may_be_next(after)


def next_check(line: Line) -> datetime:
    """When somebody who waits is asked again."""
    return line.calendar.due(line.now, line.rule.ask_every)


def must_lie_ahead(until: datetime | None, now: datetime) -> None:
    """Raises Refusal for an end of a postponement that is over, or so far ahead that it was mistyped."""
    if until and not now < until <= now + AHEAD:
        raise Refusal(
            code="postponed-until-when", title="A postponement has an end",
            detail="Send an `until` that is still to come, and at most a year ahead.",
            pointers=(("/until", "lies in the past, or too far ahead"),),
        )  # fmt: skip


def _offered(line: Line, request: ServiceRequest) -> tuple[Line, Decision]:
    due = line.calendar.due(line.now, line.rule.answer_within)
    fact = PlaceOffered(
        **_of(request), offered_at=line.now, answer_due=due, usable=line.usable, held=line.queue.held
    )  # fmt: skip
    return said(line, request, fact)


def _declined(
    line: Line, request: ServiceRequest, reason: PlaceDeclineReason, until: datetime | None = None
) -> PlaceDeclined:
    check = None if reason is PlaceDeclineReason.NO_ANSWER else next_check(line)
    return PlaceDeclined(**_of(request), reason=reason, declined_at=line.now, until=until, check_due=check)


def _then_next(line: Line, request: ServiceRequest, *facts) -> tuple[Line, Decision]:
    after, changed = said(line, request, *facts)
    last, offered = fill(after)
    return last, changed + offered


def _soon(line: Line) -> tuple[Timer, ...]:
    return (look(line.queue.id, line.now + SOON),)


def _of(request: ServiceRequest) -> dict:
    """What every fact about a request says."""
    return {"request": request.id, "case": request.case_id, "offer": request.offer}
