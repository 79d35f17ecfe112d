"""Who should be given a case: a proposal that says of each candidate what speaks for them, and who is away."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from services.cases.domain.caseload.scales import Fit
from shared.contracts.codes import NeedCode, StaffRole


class FitPart(StrEnum):
    """What speaks for somebody."""

    LOAD = "load"
    UNIT = "unit"
    ROLE = "role"
    TRAINING = "training"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be given cases, as things stand today."""

    staff: UUID
    units: tuple[UUID, ...]
    """Their unit first, then those of further positions."""
    role: StaffRole
    percent: int
    languages: Collection[str] = ()
    trainings: Collection[str] = ()
    """Those that still count."""
    away: bool = False
    deputy: UUID | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the case asks of somebody. `near` are the units above and below the one that has it."""

    unit: UUID
    near: Collection[UUID]
    needs: Collection[NeedCode]
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One candidate: the sum of the parts, or nothing for whoever is away."""

    staff: UUID
    percent: int
    score: int | None
    parts: Mapping[FitPart, int] = field(default_factory=dict)
    deputy: UUID | None = None
    """Who stands in for somebody who is away."""


def propose(
    wanted: Wanted,
    candidates: Iterable[Candidate],
    fit: Fit,
    helps: Mapping[str, Collection[NeedCode]],
    most: int = 20,
) -> list[Proposal]:
    """The best `most` first, then who of the case's unit is away. `helps` says with which needs a training helps."""
    fits = [one for one in candidates if one.role in fit.roles and (not one.away or wanted.unit in one.units)]
    found = [_proposal(wanted, one, fit, helps) for one in fits]
    there = sorted(
        (one for one in found if one.score is not None), key=lambda one: (-one.score, one.percent, one.staff)
    )
    return there[:most] + [one for one in found if one.score is None]


def _proposal(wanted: Wanted, one: Candidate, fit: Fit, helps: Mapping[str, Collection[NeedCode]]) -> Proposal:
    if one.away:
        return Proposal(one.staff, one.percent, None, deputy=one.deputy)
    useful = [code for code in one.trainings if not set(helps.get(code, ())).isdisjoint(wanted.needs)]
    near = fit.near if not set(one.units).isdisjoint(wanted.near) else 0
    parts = {
        # More than a full load takes away, but never more than a full unit gives.
        FitPart.LOAD: max(-fit.load, round(fit.load * (100 - one.percent) / 100)),
        FitPart.UNIT: fit.unit if wanted.unit in one.units else near,
        FitPart.ROLE: fit.role if one.role == fit.roles[0] else 0,
        FitPart.TRAINING: fit.training * len(useful),
        FitPart.LANGUAGE: fit.language if wanted.language and wanted.language in one.languages else 0,
    }
    return Proposal(one.staff, one.percent, sum(parts.values()), parts)
