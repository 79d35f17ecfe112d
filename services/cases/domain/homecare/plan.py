"""How many hours a week somebody is to have, from a day on. What was said is kept; of one day the last word holds."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from services.cases.domain.account import staff_of
from services.cases.domain.attendance.receiving import must_receive
from services.cases.domain.homecare.rules import CareRules
from services.cases.domain.requests.request import ServiceRequest
from shared.calendar import RIGA
from shared.contracts.attendance import CarePlanned
from shared.decision import Cause, Decision, Refusal

AHEAD = timedelta(days=366)
"""How far ahead a level may be planned: beyond it a year was mistyped."""


@dataclass(frozen=True, slots=True)
class Planned:
    """From `from_day` on so many minutes in a week, by a level of the municipality."""

    level: str
    minutes_per_week: int
    from_day: date
    said_at: datetime
    by: UUID


@dataclass(frozen=True, slots=True)
class CarePlan:
    """The plan of one request, whose id it has; in the order in which it was said."""

    id: UUID
    case_id: UUID
    offer: UUID
    said: tuple[Planned, ...] = ()
    version: int = 0

    def on(self, day: date) -> Planned | None:
        """What holds on a day; none before the first day that was planned."""
        held = [one for one in self.said if one.from_day <= day]
        return max(reversed(held), key=lambda one: one.from_day, default=None)


def evolve(plan: CarePlan | None, fact: CarePlanned) -> CarePlan:
    """The plan after another word."""
    known = plan or CarePlan(fact.request, fact.case, fact.offer)
    said = Planned(fact.level, fact.minutes_per_week, fact.from_day, fact.said_at, fact.by)
    return replace(known, said=(*known.said, said), version=known.version + 1)


def say(
    plan: CarePlan | None, request: ServiceRequest | None, level: str, from_day: date | None, cause: Cause,
    rules: CareRules,
) -> Decision:  # fmt: skip
    """From a day on (none: today) they are to have the hours of this level. The same as holds then changes nothing.

    Raises Refusal for a level that does not hold then, and for a day on which they do not receive the service.
    """
    today = cause.time.astimezone(RIGA).date()
    day = from_day or today
    if day > today + AHEAD:
        raise Refusal(
            code="care-too-far-ahead", title="It lies too far ahead", detail="Look at the year.",
            pointers=(("/from_day", "lies too far ahead"),),
        )  # fmt: skip
    received = must_receive(request, None, day, "/from_day")
    found = rules.level_on(level, received.service, day)
    if found is None:
        raise Refusal(
            code="care-level-unknown", title="There is no such level",
            detail=f"No level of this code holds on {day} for this service: `GET /v1/care-levels` has them.",
            pointers=(("/level", "is no level of this service on that day"),),
        )  # fmt: skip
    holds = plan.on(day) if plan else None
    if holds and (holds.level, holds.minutes_per_week) == (found.code, found.minutes_per_week):
        return Decision()
    fact = CarePlanned(
        request=received.id, case=received.case_id, offer=received.offer, level=found.code,
        minutes_per_week=found.minutes_per_week, from_day=day, said_at=cause.time, by=staff_of(cause),
    )  # fmt: skip
    return Decision((evolve(plan, fact),), (fact,))
