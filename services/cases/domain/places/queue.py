"""The queue of an offer (rinda): the one row that whoever changes anything about one of its places locks.

Two coordinators, an answer and a clock that runs out stand behind each other, so that no place is given twice and
nobody is passed over. Who stands in it say the requests themselves (`listed`, `front`): the row only counts them, so
that no act reads or writes all who wait. What it counts follows from the facts of each request alone, so that the
log gives the same queue in whatever order requests replay.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.cases.domain.requests.acts import HOLDS
from services.cases.domain.requests.request import RequestState, ServiceRequest
from shared.contracts.request_codes import WaitingCriterion


@dataclass(frozen=True, slots=True)
class Queue:
    """The queue of one offer; its id is the offer's."""

    id: UUID
    service: str
    """The code of the service."""
    sorted_by: tuple[WaitingCriterion, ...] = ()
    """The order by which whoever was next was looked for last."""
    waiting: int = 0
    offered: int = 0
    taken: int = 0
    """How many places are accepted or used: those that an offer alone does not take."""

    @property
    def held(self) -> int:
        """How many places are offered or taken."""
        return self.offered + self.taken


def moved(
    queue: Queue, before: ServiceRequest | None, after: ServiceRequest, order: Sequence[WaitingCriterion]
) -> Queue:
    """The queue after a request has changed: whoever neither waits nor holds a place is counted no longer."""
    out, into = _counted(before), _counted(after)
    return replace(
        queue, sorted_by=tuple(order), waiting=queue.waiting - out[0] + into[0],
        offered=queue.offered - out[1] + into[1], taken=queue.taken - out[2] + into[2],
    )  # fmt: skip


def _counted(request: ServiceRequest | None) -> tuple[bool, bool, bool]:
    """As what a request counts: as one that waits, is offered a place, or takes one."""
    state = request.state if request else None
    offered = state is RequestState.OFFERED
    return state is RequestState.WAITING, offered, state in HOLDS and not offered
