"""What stands where a number would be that is not told, and from which count on numbers are."""

from dataclasses import dataclass
from enum import Enum


class Hidden(Enum):
    """Not a number, not nothing: whoever shows or adds up must say what becomes of it."""

    HIDDEN = "hidden"


HIDDEN = Hidden.HIDDEN


@dataclass(frozen=True, slots=True)
class Limits:
    """What is small, and to what counts are rounded where they must not be exact; none where they may be."""

    small: int
    workers: int
    round_to: int | None = None
