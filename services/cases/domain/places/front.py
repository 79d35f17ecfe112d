"""The front of a queue: who is next in line at an instant, looked up once the queue is locked.

Only the first are read and locked, whether ten wait or ten thousand. A question and its answer, which no row keeps.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.cases.domain.case import Case
from services.cases.domain.requests.request import ServiceRequest
from shared.contracts.request_codes import WaitingCriterion
from shared.decision import Ref


@dataclass(frozen=True, slots=True)
class First:
    """Somebody near the front of a queue."""

    request: UUID
    case_id: UUID


@dataclass(frozen=True, slots=True)
class Front:
    """The first of those who may be offered a place, in the order of `sorted_by`; its id is what `question` asks."""

    id: str
    sorted_by: tuple[WaitingCriterion, ...] = ()
    first: tuple[First, ...] = ()
    more: bool = False
    """Whether others may be offered one too, behind these."""

    @property
    def leads_to(self) -> Iterable[Ref]:
        """An offer changes them."""
        for one in self.first:
            yield ServiceRequest, one.request
            yield Case, one.case_id


@dataclass(frozen=True, slots=True)
class InLine:
    """Which request somebody stands in the queue of an offer with, if any; its id is `offer/person`."""

    id: str
    request: UUID | None = None


def question(offer: UUID, at: datetime, count: int = 1, order: Sequence[WaitingCriterion] = ()) -> str:
    """The id of a Front: the first `count` who may be offered a place `at` an instant.

    Without an `order`, in that of the queue's row: whoever knows no more than an offer's id knows no rule yet.
    """
    return f"{offer}/{at.isoformat()}/{count}/{','.join(order)}"


def in_line(offer: UUID, person: UUID) -> str:
    """The id of an InLine."""
    return f"{offer}/{person}"
