"""Families' stories in which the services are killed while people speak, one after the other."""

import random
import time
from dataclasses import dataclass

from tests.faults.families import Killing, family
from tests.soak.alone import WRONG, alone
from tests.soak.kills import say

_MOST = 10
"""Kills in one story."""
_AGREE_WITHIN = 240.0


@dataclass
class Told:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    kills: int = 0
    stories: int = 0
    entries: int = 0
    """Of all timelines together."""
    minutes: float = 0.0
    wrong: str = ""


async def soak_stories(kills: int, seed: int) -> Told:
    """Tell story after story until so many kills came into them; each gets to its end, and all agree."""
    begun, outcome, chance = time.monotonic(), Told(), random.Random(seed)
    try:
        async with alone("stories") as deployment:
            while outcome.kills < kills:
                killing = Killing(deployment, chance, min(_MOST, kills - outcome.kills))
                async with family(deployment, f"soak-{outcome.stories}", killing) as one:
                    await one.tell()
                    told = [entry["kind"] for entry in await one.timeline()]
                outcome.kills, outcome.stories = outcome.kills + killing.kills, outcome.stories + 1
                outcome.entries += len(told)
                report = await deployment.verify(_AGREE_WITHIN)
                assert not report.findings, f"{report.findings}"
                say(f"stories {outcome.kills}/{kills} kills; {outcome.stories} told, each to its end")
    except WRONG as wrong:
        outcome.wrong = str(wrong) or type(wrong).__name__
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome
