"""Counting. Nothing here writes or locks; every function gives the rows of the figures it is named for.

All of a report is read in one snapshot. Everything is counted from the projections themselves: a month of a large
municipality is some ten thousand rows behind an index, so a table of daily counts would only be one more thing that can
be wrong.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Figure → rows, each a mapping of the figure's columns."""
