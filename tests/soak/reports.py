"""People at work while the services are killed, and cuts: each figure is counted once more, now and at every cut."""

import random
import time
from dataclasses import dataclass

from tests.faults.families import Killing
from tests.faults.reports import COMMANDS, letter, reports
from tests.soak.alone import WRONG, alone
from tests.soak.kills import say

_ROUNDS, _PEOPLE = 2, 6
_MOST = 10
"""Kills before everything is counted once more."""


@dataclass
class Reported:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    kills: int = 0
    people: int = 0
    cuts: int = 0
    rows: int = 0
    """Of figures that were compared with a count of our own."""
    minutes: float = 0.0
    wrong: str = ""


async def soak_reports(kills: int, seed: int) -> Reported:
    """Let people work until so many kills came between; no figure is off by one, and each cut says what it once did."""
    begun, outcome, chance = time.monotonic(), Reported(), random.Random(seed)
    try:
        async with alone("reports", writes=letter) as deployment, reports(deployment, chance) as people:
            while outcome.kills < kills:
                most = min(_MOST, kills - outcome.kills)
                killing = Killing(deployment, chance, most, _ROUNDS * _PEOPLE * COMMANDS)
                await people.live(_ids(len(deployment.sent)), killing)
                outcome.rows += await people.agree()
                outcome.kills += killing.kills
                outcome.people, outcome.cuts = len(deployment.sent), len(people.said)
                say(f"reports {outcome.kills}/{kills} kills; {outcome.rows} rows of figures, none off by one")
    except WRONG as wrong:
        outcome.wrong = str(wrong) or type(wrong).__name__
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome


def _ids(first: int) -> list[list[str]]:
    return [[f"{first + n * _PEOPLE + person:06}" for person in range(_PEOPLE)] for n in range(_ROUNDS)]
