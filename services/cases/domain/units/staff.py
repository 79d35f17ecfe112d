"""Units (struktūrvienības) and the people who work there, as configured; names of staff are never kept here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shared.contracts.codes import StaffRole
from shared.contracts.fact import Fact
from shared.contracts.fields import PublicLabel
from shared.contracts.units import StaffChanged, UnitChanged
from shared.decision import Decision, World


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that cases are given to."""

    id: UUID
    code: str
    label_lv: str
    label_en: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff."""

    id: UUID
    code: str
    unit: UUID
    role: StaffRole
    absent: bool = False


def configure(world: World, wanted: Sequence[Unit | Staff]) -> Decision:
    """Bring units and staff to what the configuration says; whoever is unchanged causes no fact."""
    changed = [state for state in wanted if world.get(type(state), state.id) != state]
    return Decision(tuple(changed), tuple(_fact(state) for state in changed))


def _fact(state: Unit | Staff) -> Fact:
    if isinstance(state, Unit):
        return UnitChanged(unit=state.id, label=PublicLabel(lv=state.label_lv, en=state.label_en), active=state.active)
    return StaffChanged(staff=state.id, unit=state.unit, role=state.role, absent=state.absent)
