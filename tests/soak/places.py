"""A crowd that waits for few places, and grows, while the services are killed."""

import random
import time
from dataclasses import dataclass

from tests.faults.crowds import CONFIGURED, SECRETS, crowd
from tests.faults.families import Killing
from tests.soak.alone import WRONG, alone
from tests.soak.kills import say

_PEOPLE, _PLACES, _ACTS = 20, 4, 40
_MOST = 10
"""Kills before it is looked whether all agree."""
_AGREE_WITHIN = 240.0


@dataclass
class Given:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    kills: int = 0
    people: int = 0
    answers: int = 0
    minutes: float = 0.0
    wrong: str = ""


async def soak_places(kills: int, seed: int) -> Given:
    """Let more and more people wait until so many kills came between; each place is given once, and all agree."""
    begun, outcome, chance = time.monotonic(), Given(), random.Random(seed)
    try:
        async with (
            alone("places", configured_as=CONFIGURED, secrets=SECRETS) as deployment,
            crowd(deployment, chance) as people,
        ):
            while outcome.kills < kills:
                killing = Killing(deployment, chance, min(_MOST, kills - outcome.kills), 2 * _ACTS)
                await people.gather(_PEOPLE, _PLACES)
                await people.live(_ACTS, killing)
                await people.rest()
                await people.agree(_PLACES, _AGREE_WITHIN)
                outcome.kills += killing.kills
                outcome.people, outcome.answers = len(people.cases), sum(people.done.values())
                say(f"places {outcome.kills}/{kills} kills; {outcome.people} people, each place given once")
    except WRONG as wrong:
        outcome.wrong = str(wrong) or type(wrong).__name__
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome
