"""What the facts of cases say about a case between its opening and its end; each movement is a row as well."""

from collections.abc import Iterator
from datetime import datetime

from services.reporting.handlers.row import Row
from shared.contracts.case_life import (
    CaseCounted,
    CaseMarkedDuplicate,
    CaseMoved,
    CaseResumed,
    CaseSuspended,
    CaseUnmarkedDuplicate,
    ClosureRequested,
    ClosureReturned,
    RiskAssessed,
)
from shared.contracts.cases import CaseClosed, CaseReopened, CasesFact
from shared.contracts.codes import CaseOutcome
from shared.contracts.units import CaseDistanceNoted


def moved(fact: CaseMoved, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"stage": fact.stage})
    yield _movement(fact, fact.stage, at)


def counted(fact: CaseCounted, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"counted_as": fact.counted_as})


def risk_assessed(fact: RiskAssessed, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"risk": fact.level})


def suspended(fact: CaseSuspended, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"resting": True})
    yield _movement(fact, "suspended", at, fact.reason)


def resumed(fact: CaseResumed, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"resting": False})
    yield _movement(fact, "resumed", at)


def closed(fact: CaseClosed, at: datetime) -> Iterator[Row]:
    values = {"closed_at": fact.closed_at, "outcome": fact.outcome, "resting": False}
    yield Row("social_case", fact.case, values)
    yield _movement(fact, "closed", fact.closed_at)


def reopened(fact: CaseReopened, at: datetime) -> Iterator[Row]:
    """It is open as if it had never been closed: what was said of a row is only replaced, never taken away."""
    yield Row("social_case", fact.case, {"closed_at": "infinity", "stage": "reopened"})
    yield _movement(fact, "reopened", fact.reopened_at, fact.reason)


def marked_duplicate(fact: CaseMarkedDuplicate, at: datetime) -> Iterator[Row]:
    """Nobody works on it any more, like on one that was closed; the other case is counted in its place."""
    values = {"closed_at": at, "outcome": CaseOutcome.DUPLICATE, "resting": False}
    yield Row("social_case", fact.case, values)
    yield _movement(fact, "duplicate", at)


def unmarked_duplicate(fact: CaseUnmarkedDuplicate, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"closed_at": "infinity"})
    yield _movement(fact, "no_duplicate", at)


def closure_requested(fact: ClosureRequested, at: datetime) -> Iterator[Row]:
    yield _movement(fact, "closure_requested", at)


def closure_returned(fact: ClosureReturned, at: datetime) -> Iterator[Row]:
    yield _movement(fact, "closure_returned", at, fact.reason)


def distance_noted(fact: CaseDistanceNoted, at: datetime) -> Iterator[Row]:
    yield Row("social_case", fact.case, {"minutes_away": fact.minutes})


def _movement(fact: CasesFact, movement: str, at: datetime, reason: str | None = None) -> Row:
    values = {"case_id": fact.case, "movement": movement, "reason": reason, "at": at}
    return Row("case_movement", f"{fact.case}/{movement}/{at.isoformat()}", values)
