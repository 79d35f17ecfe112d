"""Trainings and certificates (apmācība, apliecība): who has which, since when and until when."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.cases.domain.rules import Rules
from services.cases.domain.units import absence
from services.cases.domain.units.staff import Staff
from shared.contracts.units import TrainingRecorded
from shared.decision import Cause, Decision, Refusal, derived


@dataclass(frozen=True, slots=True)
class Training:
    """One training of one member of staff. The same one done again on another day is another record."""

    id: UUID
    staff: UUID
    training: str
    completed_on: date
    valid_until: date | None = None
    version: int = 1


def training_id(staff: UUID, training: str, completed_on: date) -> UUID:
    """The same for a record and its corrections."""
    return derived(staff, f"training/{training}/{completed_on}")


def record(
    known: Training | None, staff: Staff, training: str, completed_on: date, valid_until: date | None, cause: Cause,
    rules: Rules,
) -> Decision:  # fmt: skip
    """Enter a training, or correct until when it counts. Raises Refusal for a code or days that cannot be."""
    if not rules.is_training(training):
        raise Refusal(
            code="training-unknown", title="This training is not known",
            detail="Take a code of the list of trainings, or add it under [trainings] in the municipality's file.",
            pointers=(("/training", "is not among the trainings of the municipality"),),
        )  # fmt: skip
    if completed_on > absence.today(cause.time):
        raise Refusal(
            code="training-ahead", title="The training lies ahead",
            detail="Enter it when it is finished.", pointers=(("/completed_on", "lies ahead"),),
        )  # fmt: skip
    if valid_until and valid_until < completed_on:
        raise Refusal(
            code="certificate-backwards", title="The certificate ends before it begins",
            detail="The last day on which it counts cannot lie before the day on which it was got.",
            pointers=(("/valid_until", "lies before the day it was got"),),
        )  # fmt: skip
    if known and known.valid_until == valid_until:
        return Decision()
    fact = TrainingRecorded(staff=staff.id, training=training, completed_on=completed_on, valid_until=valid_until)
    return Decision((evolve(known, fact),), (fact,))


def evolve(known: Training | None, fact: TrainingRecorded) -> Training:
    """The record after a fact about it."""
    if known:
        return replace(known, valid_until=fact.valid_until, version=known.version + 1)
    id = training_id(fact.staff, fact.training, fact.completed_on)
    return Training(id, fact.staff, fact.training, fact.completed_on, fact.valid_until)
