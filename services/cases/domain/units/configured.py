"""Units and staff as the configuration names them: the seed of what is kept here.

The rule: what the configuration says holds when it says so for the first time, and when it says something else than at
the last start. What was imported or changed by hand since then stands, however often the service starts. Nothing ends
because the configuration does not name it any more.
"""

from collections.abc import Sequence
from dataclasses import fields, replace

from services.cases.domain.units import staff, unit
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.unit import Unit
from shared.decision import Decision, World


def configure(world: World, wanted: Sequence[Unit | Staff]) -> Decision:
    """Bring units and staff to what the configuration says anew; whoever is unchanged causes no fact."""
    decision = Decision()
    for one in wanted:
        known = world.get(type(one), one.id)
        after = _seeded(known, one)
        decision += unit.told(world, known, after) if isinstance(one, Unit) else staff.told(known, after)
    return decision


def _seeded(known: Unit | Staff | None, wanted: Unit | Staff) -> Unit | Staff:
    said = wanted.named
    if known is None:
        return replace(wanted, seed=said)
    names = [field.name for field in fields(said)]
    news = {
        name: getattr(said, name)
        for name in names
        if known.seed is None or getattr(known.seed, name) != getattr(said, name)
    }
    return replace(known, code=wanted.code, seed=said, **news)
