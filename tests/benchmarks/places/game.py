"""What every contender is asked: each offered place is answered by two coordinators at once, one of whom is late.

Whoever is asked declines, until so many are left as there are places: those accept. So everybody who waits is offered a
place once, and all places are taken at the end.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from tests.benchmarks.rounds import must_be

Person = TypeVar("Person")

COORDINATORS = 2
CONNECTIONS = 8
"""Of every contender, as many as a service has."""


class Word(StrEnum):
    """What somebody says to an offer."""

    ACCEPTED = "accepted"
    POSTPONED = "postponed"
    REFUSED = "client_refused"


_DECLINED = (Word.POSTPONED, Word.REFUSED)
_ACCEPTED = (Word.ACCEPTED, Word.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Size:
    """How many are asked for how many places, at how many offers (services at a location) all together."""

    answers: int
    places: int
    offers: int

    @property
    def people(self) -> int:
        """Of one offer."""
        return self.answers // COORDINATORS // self.offers

    @property
    def taken(self) -> int:
        """Places of one offer."""
        return self.places // self.offers


async def play(
    lines: Sequence[Sequence[Person]], places: int, answer: Callable[[int, Person, Word], Awaitable[bool]]
) -> None:
    """All answers at once, as fast as places are offered. `lines` are the people of each offer in their order.

    The first `places` of each have an offer. `answer(coordinator, person, word)` says whether it counted.
    Raises RowsMissing when another number than one of the answers to a place counted.
    """
    await asyncio.gather(*(_one(line, places, answer) for line in lines))


async def _one(line: Sequence[Person], places: int, answer: Callable[[int, Person, Word], Awaitable[bool]]) -> None:
    offered: asyncio.Queue[Person] = asyncio.Queue()
    waiting = iter(line[places:])
    for person in line[:places]:
        offered.put_nowait(person)

    async def turn(number: int) -> None:
        person, declines = await offered.get(), number < len(line) - places
        words = _DECLINED if declines else _ACCEPTED
        counted = await asyncio.gather(*(answer(who, person, word) for who, word in enumerate(words)))
        must_be(sum(counted), 1, "answers to one offer that counted")
        if declines:
            # Whoever's answer came back first: by now one more place was offered, to whoever is next.
            offered.put_nowait(next(waiting))

    await asyncio.gather(*(turn(number) for number in range(len(line))))
