"""Rounds of contenders in random order, and what may be said of them afterwards."""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from statistics import median

UNSTEADY = 1.5
"""When the floor itself moved by more than this, the machine was busy with something else and nothing is concluded."""


@dataclass
class Series:
    """The figures of one contender, one a round."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        return f"{self.median:.3g} ({min(self.values):.3g}–{max(self.values):.3g})"


def shuffled(contenders: Iterable[str], rounds: int, run: Callable[[str, int], float]) -> dict[str, Series]:
    """Run every contender once a round, in an order that differs from round to round."""
    results: dict[str, Series] = defaultdict(Series)
    order = random.Random(1)
    for number in range(rounds):
        for contender in order.sample(sorted(contenders), len(list(contenders))):
            results[contender].values.append(run(contender, number))
    return results


def steady(floor: Series) -> bool:
    return max(floor.values) <= UNSTEADY * min(floor.values)


def load() -> str:
    """The machine's load average, printed beside every result."""
    return "load " + " ".join(f"{value:.1f}" for value in os.getloadavg())
