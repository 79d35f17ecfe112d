"""The tree of units: who is part of whom, as one state, so that nobody closes a circle while another moves a unit."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from shared.decision import Ref, Refusal, derived

_TREE = derived(UUID(int=0), "unit-tree")


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit and the one it is part of."""

    unit: UUID
    parent: UUID


@dataclass(frozen=True, slots=True)
class UnitTree:
    """All units that are part of another one. There is one tree in a service."""

    id: UUID = _TREE
    branches: tuple[Branch, ...] = ()

    def above(self, unit: UUID) -> Iterator[UUID]:
        """The units that a unit is part of, from the nearest to the top."""
        parents = {branch.unit: branch.parent for branch in self.branches}
        while (unit := parents.get(unit)) is not None:
            yield unit


REF: Ref = (UnitTree, _TREE)


def placed(tree: UnitTree, unit: UUID, parent: UUID | None) -> UnitTree:
    """The tree with the unit under its parent, or at the top. Raises Refusal when it would be part of itself."""
    if parent is not None and unit in (parent, *tree.above(parent)):
        raise Refusal(
            code="unit-cycle", title="A unit cannot be part of itself",
            detail="The parent is the unit itself or a part of it: name a unit that stands above or beside it.",
            pointers=(("/parent", "is the unit itself, or a part of it"),),
        )  # fmt: skip
    return grafted(tree, unit, parent)


def grafted(tree: UnitTree, unit: UUID, parent: UUID | None) -> UnitTree:
    """The same without asking: a fact of the log says so."""
    others = tuple(branch for branch in tree.branches if branch.unit != unit)
    return UnitTree(tree.id, others if parent is None else (*others, Branch(unit, parent)))
