"""Moving a caseload when somebody falls ill: planned case by case, looked at, then done in one command, or not."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from services.cases.domain import work
from services.cases.domain.case import Case
from services.cases.domain.caseload.fit import Candidate, Wanted, propose
from services.cases.domain.caseload.scales import Fit
from services.cases.domain.units.staff import Staff
from shared.caseload.scales import Weights
from shared.caseload.weight import Features, weight
from shared.contracts.codes import NeedCode
from shared.decision import Cause, Decision, Refusal, World


@dataclass(frozen=True, slots=True)
class Carried:
    """An open case as it is to be moved."""

    case: UUID
    version: int
    unit: UUID
    features: Features


@dataclass(frozen=True, slots=True)
class Move:
    """One case, at the version that was seen, and who gets it; nobody where there is none to give it to."""

    case: UUID
    version: int
    to: UUID | None


def plan(
    cases: Iterable[Carried],
    candidates: Sequence[Candidate],
    near: Mapping[UUID, Collection[UUID]],
    weights: Weights,
    fit: Fit,
    helps: Mapping[str, Collection[NeedCode]],
) -> list[Move]:
    """The heaviest case first, each to whoever fits it best with what they have been given so far."""
    carrying, moves = {one.staff: one for one in candidates}, []
    for case in sorted(cases, key=lambda one: (-weight(one.features, weights), one.case)):
        wanted = Wanted(case.unit, near.get(case.unit, ()), case.features.needs)
        best = next((one for one in propose(wanted, carrying.values(), fit, helps) if one.score is not None), None)
        moves.append(Move(case.case, case.version, best.staff if best else None))
        if best:
            more = carrying[best.staff].percent + round(100 * weight(case.features, weights) / weights.full)
            carrying[best.staff] = replace(carrying[best.staff], percent=more)
    return moves


def move(world: World, staff: UUID, moves: Sequence[Move], cause: Cause) -> Decision:
    """All of them, each a fact, or none. Raises Refusal when one is not as it was seen, or goes to somebody away."""
    stale = tuple(
        (f"/moves/{n}", "is not theirs any more, or was changed since")
        for n, one in enumerate(moves)
        if (case := world.get(Case, one.case)) is None or case.staff != staff or case.version != one.version
    )
    if stale or len({one.case for one in moves}) < len(moves):
        raise Refusal(
            code="caseload-changed", title="The caseload is not as it was seen",
            detail="Read the plan again: some of these cases were changed or moved meanwhile, or stand there twice.",
            pointers=stale,
        )  # fmt: skip
    decision = Decision()
    for one in moves:
        decision += work.assign(world.get(Case, one.case), world.get(Staff, one.to), cause)
    return decision
