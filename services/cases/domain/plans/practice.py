"""What practice teaches others (pieredzes apmaiņa): closed cases by codes, in groups too large to tell anybody apart.

A row is one method in one case. Rows that agree in everything are a group; a group of fewer than `smallest` cases gives
up what sets it apart, step by step, until it is large enough. What never is, is left out, and not counted: a number of
what is missing would tell of it. Each row is in one group only, so that no difference of two groups tells more.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import fmean
from uuid import UUID

ANY = "any"
_GIVEN_UP = (("visits", "duration"), ("age_band", "quarter"), ("need", "outcome"), ("area", "measure"))
"""What a group gives up, in this order."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What is told of a group: codes and bands. `quarter` is the one in which the cases were closed."""

    method: str
    area: str
    measure: str
    need: str
    age_band: str
    outcome: str
    duration: str
    visits: str
    quarter: str


@dataclass(frozen=True, slots=True)
class Practised:
    """One method in one case, with its mean measures; none where it was not measured."""

    case: UUID
    traits: Traits
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Group:
    """Cases that are alike. Means to one decimal, and only when as many cases as a group needs were measured."""

    traits: Traits
    cases: int
    before: float | None
    after: float | None


def groups(rows: Iterable[Practised], smallest: int) -> Iterator[Group]:
    """The groups that may be told, by their traits. None has fewer than `smallest` cases."""
    left = list(rows)
    for given_up in ((), *_GIVEN_UP):
        alike: dict[Traits, list[Practised]] = defaultdict(list)
        for row in left:
            traits = replace(row.traits, **dict.fromkeys(given_up, ANY))
            alike[traits].append(replace(row, traits=traits))
        left = [row for members in alike.values() if _cases(members) < smallest for row in members]
        for traits in sorted(alike, key=repr):
            if _cases(alike[traits]) >= smallest:
                yield _group(traits, alike[traits], smallest)


def duration_band(days: int) -> str:
    """How long a case was open."""
    return _band(days, ((31, "up to a month"), (92, "1 to 3 months"), (183, "3 to 6 months"), (366, "6 to 12 months")))


def visits_band(visits: int) -> str:
    """How many visits took place."""
    return _band(visits, ((0, "none"), (3, "1 to 3"), (9, "4 to 9"), (24, "10 to 24")), "25 or more")


def _band(number: int, bands: Iterable[tuple[int, str]], more: str = "more than a year") -> str:
    return next((name for most, name in bands if number <= most), more)


def _cases(rows: Iterable[Practised]) -> int:
    return len({row.case for row in rows})


def _group(traits: Traits, rows: list[Practised], smallest: int) -> Group:
    measured = [row for row in rows if row.before is not None and row.after is not None]
    if _cases(measured) < smallest:
        return Group(traits, _cases(rows), None, None)
    means = (round(fmean(getattr(row, name) for row in measured), 1) for name in ("before", "after"))
    return Group(traits, _cases(rows), *means)
