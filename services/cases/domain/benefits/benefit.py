"""The benefit (pabalsts) as a reference: what, from when to when, and where it was decided. Nothing is computed."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.cases.domain.plans.rules import end_of
from services.cases.domain.tasks.task import Task, task_id
from shared.contracts import benefits as told
from shared.contracts.benefit_codes import BenefitEndReason, BenefitGrantor
from shared.contracts.case_codes import TaskKind
from shared.contracts.fact import Fact
from shared.decision import Ref


class BenefitState(StrEnum):
    """Where a benefit stands on a day."""

    PLANNED = "planned"
    IN_FORCE = "in_force"
    OVER = "over"
    IN_ERROR = "in_error"


@dataclass(frozen=True, slots=True)
class Benefit:
    """One benefit of one person. The number of its `decision` and the amount in `cents` are in no fact."""

    id: UUID
    case_id: UUID
    person: UUID
    what: str
    first_on: date
    last_on: date | None
    grantor: BenefitGrantor
    recorded_at: datetime
    recorded_by: UUID
    system: str | None = None
    decision: str | None = None
    cents: int | None = None
    ends_soon_at: datetime | None = None
    """When somebody has to think of its end; none once that was said."""
    ended_for: BenefitEndReason | None = None
    version: int = 1

    def state_on(self, day: date) -> BenefitState:
        if self.ended_for is BenefitEndReason.ENTERED_IN_ERROR:
            return BenefitState.IN_ERROR
        if self.last_on and self.last_on < day:
            return BenefitState.OVER
        return BenefitState.PLANNED if day < self.first_on else BenefitState.IN_FORCE

    @property
    def task(self) -> UUID | None:
        """The task to think of its end; none where it has no end."""
        return task_id(self.id, TaskKind.BENEFIT_RENEWAL, end_of(self.last_on)) if self.last_on else None

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        """Whoever gives it another end, ends the task."""
        return ((Task, self.task),) if self.task else ()


def evolve(benefit: Benefit | None, fact: Fact) -> Benefit:
    """The benefit after a fact of the service's own."""
    match fact:
        case told.BenefitRecorded():
            return Benefit(
                fact.benefit, fact.case, fact.person, fact.what, fact.first_on, fact.last_on, fact.grantor,
                fact.recorded_at, fact.by, fact.system, ends_soon_at=fact.ends_soon_at,
            )  # fmt: skip
        case told.BenefitCorrected():
            changed = {"what": fact.what, "first_on": fact.first_on, "last_on": fact.last_on, "system": fact.system}
            changed |= {"grantor": fact.grantor, "ends_soon_at": fact.ends_soon_at}
        case told.BenefitEndsSoon():
            changed = {"ends_soon_at": None}
        case told.BenefitEnded():
            changed = {"ended_for": fact.reason, "last_on": fact.last_on, "ends_soon_at": None}
        case _:
            raise TypeError(f"{fact.type} is not a fact about a benefit")
    return replace(benefit, version=benefit.version + 1, **changed)
