"""How long somebody who asks today is likely to wait: from how fast places became free, never typed in.

HSDS once had a field for it and dropped it, because nobody filled it in and everybody meant something else by it.
"""

from dataclasses import dataclass
from math import ceil

WINDOW_DAYS = 365
"""Over how many days it is counted how many places became free."""


@dataclass(frozen=True, slots=True)
class Turnover:
    """What the last `WINDOW_DAYS` and the queue as it stands say of an offer."""

    waiting: int
    ended: int
    """How many who had a place left it."""
    median_waited_days: float | None
    """Half of those who began waited no longer than that; None where nobody began."""


def expected_days(usable: int | None, used: int, turnover: Turnover) -> int | None:
    """In how many days there is likely to be a place for whoever asks now; 0 where one is free.

    None where that cannot be said: nobody and nothing can be used, or no place became free in the whole window.
    """
    if usable is None or used + turnover.waiting < usable:
        return 0
    if usable == 0 or turnover.ended == 0:
        return None
    before = turnover.waiting + 1 + used - usable
    return ceil(before * WINDOW_DAYS / turnover.ended)
