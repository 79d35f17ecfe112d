"""Imports that are killed at random moments, and the services with them, beside a partner's storm."""

import asyncio
import random
import time
from dataclasses import dataclass

from tests.faults.harness import Deployment
from tests.faults.imports import Import
from tests.soak.alone import WRONG, alone
from tests.soak.kills import say

_ROWS, _BAD = 6_000, 50
_MESSAGES = 100
"""How many rows of the file come by Kafka as well, between two kills."""
_AT_WORK = (0.0, 2.5)
"""Seconds after an import has begun its work, or gone on with it, at which it is killed."""
_SERVICES_TOO = 0.4
"""How likely the services are killed as well, while the import goes on: its writes and theirs meet in one database."""
_READY_WITHIN, _SETTLED_WITHIN = 60.0, 480.0


@dataclass
class Imported:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    kills: int = 0
    """Of imports."""
    services: int = 0
    """Kills of all services meanwhile."""
    files: int = 0
    rows: int = 0
    minutes: float = 0.0
    wrong: str = ""


async def soak_imports(kills: int, seed: int) -> Imported:
    """Import file after file until so many imports were killed; after each file all must be as if none was."""
    begun, outcome, chance = time.monotonic(), Imported(), random.Random(seed)
    try:
        async with alone("imports") as deployment:
            while outcome.kills < kills:
                await _file(deployment, chance, kills, outcome)
    except WRONG as wrong:
        outcome.wrong = str(wrong) or type(wrong).__name__
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome


async def _file(deployment: Deployment, chance: random.Random, kills: int, outcome: Imported) -> None:
    """One file, killed until it is through in spite of it; then every row is accounted for, and all agree."""
    ids = [f"f{outcome.files}-{number:06}" for number in range(_ROWS)]
    one = Import(deployment, deployment.folder / f"rows-{outcome.files}.csv", ids, _BAD)
    one.write()
    through = False
    while not through:
        await one.start()
        through = outcome.kills >= kills
        if not through:
            await deployment.send(chance.sample(ids, _MESSAGES))
            await one.until_at_work()
            if chance.random() < _SERVICES_TOO:
                await deployment.kill()
                await deployment.launch()
                outcome.services += 1
            await asyncio.sleep(chance.uniform(*_AT_WORK))
            through = not await one.kill()
            outcome.kills += not through
            say(f"import {outcome.kills}/{kills} killed, services {outcome.services}; file {outcome.files + 1}")
    code = await one.ended()
    assert code == 1, f"the import ended with {code}\n{one.log_tail()}"
    assert await one.sums() == (_ROWS + _BAD, _ROWS, _BAD), f"{await one.sums()}\n{one.log_tail()}"
    assert len(one.rejected) == _BAD and one.rejected == sorted(one.rejected, key=int), one.rejected
    outcome.files, outcome.rows = outcome.files + 1, outcome.rows + _ROWS + _BAD
    await deployment.until(deployment.ready, _READY_WITHIN, deployment.replicas[0].log_tail)
    report = await deployment.settled(_SETTLED_WITHIN)
    assert not report.findings, f"{report.findings}"
