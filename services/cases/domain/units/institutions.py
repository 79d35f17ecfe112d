"""The institutions (iestādes) that a municipality names, beside the units that it really has: what is missing or extra.

One is quoted as a number, the others are named: the catalogue's organisations that are units, and the units themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation of the catalogue, and the unit that it is said to be."""

    organization: UUID
    code: str
    unit: UUID


@dataclass(frozen=True, slots=True)
class Institutions:
    """What the two lists and the quoted number come to."""

    quoted: int | None
    units: int
    """How many units are open."""
    missing: tuple[Named, ...]
    """Organisations whose unit is not there, or closed."""
    unnamed: tuple[UUID, ...]
    """Units that no organisation is: nobody finds them in the catalogue."""

    @property
    def difference(self) -> int | None:
        """By how many units there are more than were quoted; below 0 fewer, None where nothing was quoted."""
        return None if self.quoted is None else self.units - self.quoted


def compare(quoted: int | None, named: Iterable[Named], units: Iterable[UUID]) -> Institutions:
    """The organisations that are units beside the open `units`, each in the order in which it was given."""
    named, units = tuple(named), tuple(units)
    are_units = {one.unit for one in named}
    return Institutions(
        quoted, len(units), tuple(one for one in named if one.unit not in units),
        tuple(unit for unit in units if unit not in are_units),
    )  # fmt: skip
