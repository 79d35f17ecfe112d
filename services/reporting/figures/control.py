"""What a definition says of how the numbers of a figure hang together, for whoever must not work out small ones."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NUMBER = re.compile(r"([a-z_.]+?)(?:\[([^\]]+)\])?\.([a-z_0-9]+)")
"""A number of a figure: its name, perhaps a code, and the measure."""


@dataclass(frozen=True, slots=True)
class Control:
    """As `control = {…}` in the definition says it."""

    whole: str | None = None
    """The measure that all other counts of a row add up to."""
    parts: Mapping[str, str] = field(default_factory=dict)
    """A measure → the one that it is a part of, so that the rest can be worked out."""
    base: str | None = None
    """The count that the other measures of a row, which are no counts, were measured of."""
    same: Mapping[str, str] = field(default_factory=dict)
    """A sum of this figure → the number of another figure that is the same: `received = "overview.received"` of all,
    `"received/class" = "referrals.clock.received"` of each code of a dimension, and
    `declined = "referrals.by_state[declined].received"` where it is one row of the other."""

    def elsewhere(self, measure: str, codes: Mapping[str, str]) -> tuple[str, tuple[str, ...], str] | None:
        """(figure, codes, measure) under which another figure shows the sum of a measure, for these codes."""
        same = self.same.get("/".join([measure, *codes]))
        if same is None:
            return None
        figure, row, its_measure = _NUMBER.fullmatch(same).groups()
        return figure, (row,) if row else tuple(codes.values()), its_measure
