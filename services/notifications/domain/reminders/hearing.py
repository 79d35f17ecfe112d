"""What happens to visits and requests, and which reminders follow from it, move with it, or are not needed any more."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from services.notifications.domain.reminders import planning
from services.notifications.domain.reminders.occasion import Applicant, Occasion, called_off_id, occasion_id
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import VisitCancelReason
from shared.contracts.contact_codes import RescheduleReason
from shared.contracts.reminder_codes import ReminderEndReason, ReminderOf
from shared.contracts.requests import (
    PlaceAccepted,
    PlaceDeclined,
    PlaceOffered,
    ServiceEnded,
    ServiceRenewalDue,
    ServiceRequested,
    ServiceStarted,
    WaitingAsked,
    WaitingConfirmed,
    WaitingUnanswered,
)
from shared.contracts.visits import (
    VisitCancelled,
    VisitCompleted,
    VisitConfirmed,
    VisitMissed,
    VisitRescheduled,
    VisitScheduled,
)
from shared.decision import Cause, Decision, Handler, Ref, World

_ASKED = {PlaceOffered: ReminderOf.OFFER, WaitingAsked: ReminderOf.WAITING, ServiceRenewalDue: ReminderOf.RENEWAL}
_OVER = {
    PlaceAccepted: (ReminderOf.OFFER,),
    PlaceDeclined: (ReminderOf.OFFER,),
    WaitingConfirmed: (ReminderOf.WAITING,),
    WaitingUnanswered: (ReminderOf.WAITING,),
    ServiceStarted: (ReminderOf.OFFER, ReminderOf.WAITING),
    ServiceEnded: (ReminderOf.OFFER, ReminderOf.WAITING, ReminderOf.RENEWAL),
}
"""Of what nobody needs to be reminded once this has happened."""


def visit_refs(fact: Any, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return planning.refs(ReminderOf.VISIT, fact.visit, rules.reminders)


def scheduled(world: World, fact: VisitScheduled, cause: Cause, rules: Rulebook) -> Decision:
    """A visit was planned. Heard again after it was moved, it stays where it is."""
    known = _known(world, ReminderOf.VISIT, fact.visit)
    occasion = replace(
        known or _visit(fact, fact.planned_at), mode=fact.mode, place=fact.place,
    )  # fmt: skip
    return planning.plan(world, occasion, cause, rules.reminders)


def confirmed(world: World, fact: VisitConfirmed, cause: Cause, rules: Rulebook) -> Decision:
    """The client knows of the visit. Of one that was planned before reminders were, nothing is known."""
    if (known := _known(world, ReminderOf.VISIT, fact.visit)) is None or known.over:
        return Decision()
    return planning.plan(world, replace(known, confirmed=True), cause, rules.reminders)


def rescheduled(world: World, fact: VisitRescheduled, cause: Cause, rules: Rulebook) -> Decision:
    """The visit has another time: its reminders go with it, and whoever was told of the old one is told of that."""
    known = _known(world, ReminderOf.VISIT, fact.visit) or _visit(fact, fact.before)
    by_client = fact.reason is RescheduleReason.CLIENT_REQUEST
    told_so = planning.call_off(world, known, fact.before, by_client, cause, rules.reminders)
    world.accept(told_so)
    # Whoever agreed to the old time has not agreed to the new one.
    moved = replace(known, at=fact.planned_at, confirmed=False)
    return told_so + planning.plan(world, moved, cause, rules.reminders)


def cancelled(world: World, fact: VisitCancelled, cause: Cause, rules: Rulebook) -> Decision:
    """The visit does not take place: nobody is reminded, and whoever was is told so."""
    if (known := _known(world, ReminderOf.VISIT, fact.visit)) is None:
        return Decision()
    by_client = fact.reason is VisitCancelReason.CLIENT_REQUEST
    told_so = planning.call_off(world, known, known.at, by_client, cause, rules.reminders)
    return told_so + planning.end_all(world, known, ReminderEndReason.CALLED_OFF, cause)


def visited(world: World, fact: VisitCompleted | VisitMissed, cause: Cause, rules: Rulebook) -> Decision:
    """The time of the visit is over, whatever became of it."""
    known = _known(world, ReminderOf.VISIT, fact.visit)
    return planning.end_all(world, known, ReminderEndReason.OVER, cause) if known else Decision()


def requested_refs(fact: ServiceRequested, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Occasion, occasion_id(ReminderOf.RENEWAL, fact.renews))] if fact.renews else []


def requested(world: World, fact: ServiceRequested, cause: Cause, rules: Rulebook) -> Decision:
    """Remember whom the request is for. One that a service go on answers the reminder that it runs out."""
    decision = Decision((Applicant(fact.request, fact.case, fact.person),))
    known = _known(world, ReminderOf.RENEWAL, fact.renews) if fact.renews else None
    return decision + (planning.end_all(world, known, ReminderEndReason.OVER, cause) if known else Decision())


def asked_refs(fact: Any, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    yield Applicant, fact.request
    yield from planning.refs(_ASKED[type(fact)], fact.request, rules.reminders)


def asked(
    world: World, fact: PlaceOffered | WaitingAsked | ServiceRenewalDue, cause: Cause, rules: Rulebook
) -> Decision:
    """An answer of the client is waited for. Asked once more later, they are reminded once more."""
    of, applicant = _ASKED[type(fact)], world.get(Applicant, fact.request)
    at = fact.ends_at if isinstance(fact, ServiceRenewalDue) else fact.answer_due
    known = _known(world, of, fact.request)
    new = Occasion(occasion_id(of, fact.request), of, fact.request, fact.case, at)
    occasion = replace(known or new, at=at, over=False, person=applicant.person if applicant else None)
    return planning.plan(world, occasion, cause, rules.reminders)


def answered_refs(fact: Any, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return [(Occasion, occasion_id(of, fact.request)) for of in _OVER[type(fact)]]


def answered(world: World, fact: Any, cause: Cause, rules: Rulebook) -> Decision:
    """What was asked is answered, or asked no more."""
    found = [known for of in _OVER[type(fact)] if (known := _known(world, of, fact.request))]
    return sum((planning.end_all(world, known, ReminderEndReason.OVER, cause) for known in found), Decision())


FACTS = {
    VisitScheduled.type: Handler(visit_refs, scheduled),
    VisitConfirmed.type: Handler(visit_refs, confirmed),
    VisitRescheduled.type: Handler(visit_refs, rescheduled),
    VisitCancelled.type: Handler(visit_refs, cancelled),
    VisitCompleted.type: Handler(visit_refs, visited),
    VisitMissed.type: Handler(visit_refs, visited),
    ServiceRequested.type: Handler(requested_refs, requested),
    **{fact.type: Handler(asked_refs, asked) for fact in _ASKED},
    **{fact.type: Handler(answered_refs, answered) for fact in _OVER},
}
"""What notifications does about facts of visits and requests."""


def _known(world: World, of: ReminderOf, thing: UUID) -> Occasion | None:
    return world.get(Occasion, occasion_id(of, thing))


def _visit(fact: VisitScheduled | VisitRescheduled, at: datetime) -> Occasion:
    id = occasion_id(ReminderOf.VISIT, fact.visit)
    return Occasion(id, ReminderOf.VISIT, fact.visit, fact.case, at, reminders=(called_off_id(id),))
