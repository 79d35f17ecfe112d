"""Sums of people at work: never of fewer than n, and so that no two of them together tell of fewer either. Pure."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

P = TypeVar("P")
K = TypeVar("K", bound=Hashable)


def of_many(people: Iterable[P], key: Callable[[P], K], least: int) -> list[tuple[K | None, Sequence[P]]]:
    """Everybody in groups of at least `least` by their key; small groups are taken together, under no key.

    When those together are still too few, the smallest of the others joins them: whoever is left out could be worked
    out from a sum over everybody. No group at all when there are too few people.
    """
    groups: dict[K, list[P]] = {}
    for one in people:
        groups.setdefault(key(one), []).append(one)
    large = sorted(((by, of) for by, of in groups.items() if len(of) >= least), key=lambda group: len(group[1]))
    together = [one for of in groups.values() if len(of) < least for one in of]
    while together and len(together) < least:
        if not large:
            return []
        together += large.pop(0)[1]
    return [*large, (None, together)] if together else large
