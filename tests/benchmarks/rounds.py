"""Rounds of contenders in random order, and what may be said of them afterwards."""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import TypeVar

T = TypeVar("T")

UNSTEADY = 1.5
"""When the floor itself moved by more than this, the machine was busy with something else and nothing is concluded."""


class RowsMissing(RuntimeError):
    """Less came out than went in: there is no figure without the work behind it."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to measure: the rounds of each contender, and whether a first impression is enough."""

    rounds: int
    quick: bool

    def of(self, full: T, quick: T) -> T:
        return quick if self.quick else full


@dataclass
class Series:
    """The figures of one contender, one a round."""

    values: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return median(self.values)

    def __str__(self) -> str:
        return f"{short(self.median)} ({short(min(self.values))}–{short(max(self.values))})"


def short(value: float) -> str:
    """With as many digits as mean something."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def shuffled(contenders: Iterable[str], rounds: int, run: Callable[[str, int], T]) -> dict[str, list[T]]:
    """Run every contender once a round, in an order that differs from round to round."""
    results: dict[str, list[T]] = defaultdict(list)
    order = random.Random(1)
    for number in range(rounds):
        for contender in order.sample(sorted(contenders), len(list(contenders))):
            say(f"  round {number + 1} of {rounds}: {contender}")
            results[contender].append(run(contender, number))
    return results


def steady(floor: Series) -> bool:
    return max(floor.values) <= UNSTEADY * min(floor.values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def latency(times: Sequence[float]) -> str:
    """Of milliseconds, in words."""
    return f"p50 {percentile(times, 50):.2f} ms, p99 {percentile(times, 99):.2f} ms"


def must_be(found: int, wanted: int, what: str) -> None:
    """Raises RowsMissing when `found` is another number than `wanted`."""
    if found != wanted:
        raise RowsMissing(f"{what}: {found} of {wanted}")


def say(line: str) -> None:
    """What goes on, on stderr: stdout is for the table."""
    print(line, file=sys.stderr, flush=True)
