"""What a definition says of how the numbers of a figure hang together, for whoever must not work out small ones."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_NUMBER = re.compile(r"([a-z_.]+?)(?:\[([^\]]+)\])?\.([a-z_0-9]+)")
"""A number of a figure: its name, perhaps a code, and the measure."""


@dataclass(frozen=True, slots=True)
class Control:
    """As `control = {…}` in the definition says it."""

    adds_up: bool = True
    """Whether rows add up to a sum: not where one thing counts under several codes."""
    whole: str | None = None
    """What all other counts of a row add up to: a measure, or a name for what no measure shows."""
    within: str | None = None
    """The number of another figure of which all that this one counts is a part."""
    parts: Mapping[str, Sequence[Sequence[str]]] = field(default_factory=dict)
    """A measure → the ways in which it is divided, each the parts that have nothing in common; what is left may be."""
    base: str | None = None
    """The count that the other measures of a row, which are no counts, were measured of."""
    same: Mapping[str, str] = field(default_factory=dict)
    """A sum of this figure → the number of another figure that is the same: `received = "overview.received"` of all,
    `"received/class" = "referrals.clock.received"` of each code of a dimension (of one dimension: the row itself), and
    `declined = "referrals.by_state[declined].received"` where it is one row of the other."""
    untold: Sequence[str] = ()
    """Measures that are told to nobody who sees aggregates only: other figures, or this one of two months that follow
    each other, would give away small numbers in a way for which a network has no room."""

    def elsewhere(self, measure: str, codes: Mapping[str, str]) -> tuple[str, tuple[str, ...], str] | None:
        """(figure, codes, measure) under which another figure shows the sum of a measure, for these codes."""
        same = self.same.get("/".join([measure, *codes]))
        return None if same is None else named(same, tuple(codes.values()))


def named(written: str, codes: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...], str]:
    """(figure, codes, measure) of a number as a definition writes it; `codes` where it names none."""
    figure, row, measure = _NUMBER.fullmatch(written).groups()
    return figure, (row,) if row else codes, measure
