"""Units (struktūrvienības): institutions, departments and offices, each part of another one or at the top."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from services.cases.domain.rules import Rules
from services.cases.domain.units import tree
from services.cases.domain.units.staff import Staff, nobody
from services.cases.domain.units.tree import UnitTree
from shared.contracts.fields import PublicLabel
from shared.contracts.unit_codes import UnitKind
from shared.contracts.units import UnitChanged
from shared.decision import Decision, Ref, Refusal, World


@dataclass(frozen=True, slots=True)
class UnitSeed:
    """What the configuration said of a unit when it was read last."""

    label_lv: str
    label_en: str
    atvk: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that cases are given to, or that others are part of."""

    id: UUID
    code: str
    label_lv: str
    label_en: str
    active: bool = True
    parent: UUID | None = None
    kind: UnitKind | None = None
    atvk: str | None = None
    address: str | None = None
    """Where it is, as the municipality publishes it."""
    head: UUID | None = None
    seed: UnitSeed | None = None
    version: int = 1

    @property
    def named(self) -> UnitSeed:
        """What the configuration can say of it."""
        return UnitSeed(self.label_lv, self.label_en, self.atvk)


def refs(unit: UUID, changes: Mapping[str, Any]) -> Iterable[Ref]:
    """What changing a unit touches."""
    yield tree.REF
    yield Unit, unit
    if parent := changes.get("parent"):
        yield Unit, parent
    if head := changes.get("head"):
        yield Staff, head


def change(world: World, unit: Unit, changes: Mapping[str, Any], rules: Rules) -> Decision:
    """The unit with other values. Raises Refusal for a parent, head or end that cannot be."""
    if (parent := changes.get("parent")) and world.get(Unit, parent) is None:
        raise unknown("/parent")
    if (head := changes.get("head")) and ((who := world.get(Staff, head)) is None or not who.active):
        raise nobody("/head")
    after = replace(unit, **changes)
    if unit.active and not after.active and rules.gives_cases_to(unit.id):
        raise Refusal(
            code="unit-configured", title="The configuration gives cases to the unit",
            detail="Take it out of [units] in the municipality's file before closing it.",
            pointers=(("/active", "cannot be false as long as the configuration gives cases to the unit"),),
        )  # fmt: skip
    return told(world, unit, after)


def told(world: World, before: Unit | None, after: Unit) -> Decision:
    """The change of one unit, with its place in the tree; a fact when others can see a difference."""
    if after == before:
        return Decision()
    moved = after.parent != (before.parent if before else None)
    # A unit that stays where it is locks no tree.
    trees = (tree.placed(world.get(*tree.REF) or UnitTree(), after.id, after.parent),) if moved else ()
    after = replace(after, version=before.version + 1) if before else after
    facts = () if before and _fact(before) == _fact(after) else (_fact(after),)
    return Decision((*trees, after), facts)


def evolve(unit: Unit | None, fact: UnitChanged) -> Unit:
    """The unit after a fact about it. Its address comes again with the next import."""
    known = unit or Unit(fact.unit, fact.code or str(fact.unit), fact.label.lv, fact.label.en)
    return replace(
        known, label_lv=fact.label.lv, label_en=fact.label.en, active=fact.active, parent=fact.parent, kind=fact.kind,
        atvk=fact.atvk, head=fact.head, version=known.version + 1 if unit else 1,
    )  # fmt: skip


def must_be_open(unit: Unit | None, pointer: str) -> Unit:
    """A unit in which somebody can work. Raises Refusal when there is none, or it is closed."""
    if unit is None or not unit.active:
        raise unknown(pointer)
    return unit


def unknown(pointer: str) -> Refusal:
    return Refusal(
        code="unit-unknown", title="There is no such unit", detail="Take a unit out of the list of units.",
        pointers=((pointer, "is no unit that is known"),),
    )  # fmt: skip


def _fact(unit: Unit) -> UnitChanged:
    return UnitChanged(
        unit=unit.id, label=PublicLabel(lv=unit.label_lv, en=unit.label_en), active=unit.active, code=unit.code,
        parent=unit.parent, kind=unit.kind, atvk=unit.atvk, head=unit.head,
    )  # fmt: skip
