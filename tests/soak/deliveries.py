"""Notices on their way to agencies that answer slowly or not well, while the service that brings them is killed."""

import random
import time
from contextlib import ExitStack
from dataclasses import dataclass

from tests.conftest import session_folder
from tests.faults.deliveries import CONFIGURED, GROUPS, agency, deliveries, letter
from tests.soak.alone import WRONG, alone
from tests.soak.kills import say

_PEOPLE = 15
"""Who become known before each kill."""
_MOST = 10
"""Kills before it is looked whether all agree."""
_REST_WITHIN, _AGREE_WITHIN = 300.0, 240.0
"""Seconds; leases and pauses are waited for."""


@dataclass
class Brought:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    kills: int = 0
    people: int = 0
    messages: int = 0
    """That agencies got, repeats among them."""
    minutes: float = 0.0
    wrong: str = ""


async def soak_deliveries(kills: int, seed: int) -> Brought:
    """Let more and more people become known until so many kills came between; each notice reaches its agency under one
    key, and each person's ledger lists what the agencies got."""
    begun, outcome, chance = time.monotonic(), Brought(), random.Random(seed)
    try:
        with ExitStack() as stack:
            book, found = stack.enter_context(agency(stack.enter_context(session_folder("agency")), seed))
            configured = {"groups": GROUPS, "configured_as": CONFIGURED, "secrets": found, "writes": letter}
            async with alone("deliveries", **configured) as deployment, deliveries(deployment, book, chance) as telling:
                await deployment.start(1)
                while outcome.kills < kills:
                    for _ in range(min(_MOST, kills - outcome.kills)):
                        await telling.tell(_PEOPLE)
                        await telling.kill(hurry=False)
                    await telling.rest(_REST_WITHIN, hurry=False)
                    outcome.messages = await telling.agree(_AGREE_WITHIN)
                    outcome.kills, outcome.people = telling.kills, len(deployment.sent)
                    say(f"deliveries {outcome.kills}/{kills} kills; {outcome.messages} messages")
    except WRONG as wrong:
        outcome.wrong = str(wrong) or type(wrong).__name__
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome
