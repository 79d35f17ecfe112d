"""One kill run: a municipality on real servers, a partner who sends without pause, and trouble; is everything there?"""

import asyncio
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path

from deploy.brokers import BROKERS
from deploy.local.postgres import Postgres
from deploy.local.process import ServerError
from deploy.up.steps import in_thread
from shared.stream.bus import BusUnavailable
from tests.conftest import session_folder
from tests.faults.harness import ALL, Deployment
from tests.soak.partner import Partner
from tests.soak.trouble import Trouble

GROUPS = (ALL, *((name,) for name in ALL))
"""Of each service two replicas: one in a process with the others, one alone, as small and as large towns run them."""
_EVERY = 20
"""Kills after which everything must have arrived and agree."""
_RATE = 12.0
"""New messages a second: the machine also has to start what was killed."""
_READY_WITHIN, _ARRIVED_WITHIN = 240.0, 240.0


@dataclass
class Outcome:
    """What one run has seen. `wrong` is empty when nothing went wrong."""

    broker: str
    happened: Counter[str] = field(default_factory=Counter)
    messages: int = 0
    repeats: int = 0
    checks: int = 0
    """How often everything had arrived, once each, and `verify` found nothing."""
    facts: int = 0
    """How many positions the last of them compared."""
    minutes: float = 0.0
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Effort:
    """When a run is over: after so many kills, or as soon as so many minutes have passed."""

    kills: int
    minutes: float


async def soak(broker: str, effort: Effort, seed: int, logs: Path | None = None) -> Outcome:
    """Kill until that is enough, or something is not as it should be. Leaves nothing behind.

    The logs of all processes are copied to `logs`, if given.
    """
    begun, outcome = time.monotonic(), Outcome(broker)
    with ExitStack() as stack:
        folders = {name: stack.enter_context(session_folder(name)) for name in ("postgres", broker, "soak")}
        postgres, bus = Postgres(folders["postgres"]), BROKERS[broker](folders[broker])
        bus.ready_within = _READY_WITHIN
        deployment = Deployment(postgres, bus, folders["soak"], "soak", GROUPS)
        try:
            await asyncio.gather(in_thread(postgres.start), in_thread(bus.start))
            await deployment.prepare()
            for replica in range(len(GROUPS)):
                await deployment.launch(replica)
            await _run(deployment, effort, random.Random(seed), outcome)
        except (AssertionError, ServerError, BusUnavailable) as wrong:
            outcome.wrong = str(wrong)
        finally:
            for process in (*deployment.replicas, bus, postgres):
                process.kill()
            _keep(logs, broker, folders)
    outcome.minutes = (time.monotonic() - begun) / 60
    return outcome


async def _run(deployment: Deployment, effort: Effort, chance: random.Random, outcome: Outcome) -> None:
    partner = Partner(deployment, _RATE, random.Random(chance.random()), quiet=True)
    trouble = Trouble(deployment, chance, outcome.happened)
    sending = asyncio.create_task(partner.run())
    try:
        await _check(deployment, trouble, outcome)
        partner.quiet = False
        end, over = time.monotonic() + 60 * effort.minutes, False
        while not over:
            before = trouble.kills
            what = await trouble.next()
            say(f"{outcome.broker} {trouble.kills:4}/{effort.kills}  {what}; {partner.state}")
            over = trouble.kills >= effort.kills or time.monotonic() > end
            if over or (before != trouble.kills and trouble.kills % _EVERY == 0):
                partner.quiet = True
                await _check(deployment, trouble, outcome)
                partner.quiet = False
            if sending.done():
                sending.result()
    finally:
        outcome.messages, outcome.repeats = len(deployment.sent), partner.repeats
        sending.cancel()
        with suppress(asyncio.CancelledError):
            await sending


async def _check(deployment: Deployment, trouble: Trouble, outcome: Outcome) -> None:
    """Every service keeps up again, every message has led to everything once, and all agree. AssertionError if not."""
    begun = time.monotonic()
    await trouble.over()
    await trouble.revive()
    replicas = range(len(GROUPS))
    await deployment.until(
        lambda: all(deployment.ready(replica) for replica in replicas), _READY_WITHIN, lambda: _tails(deployment)
    )
    report = await deployment.settled(_ARRIVED_WITHIN)
    assert not report.findings, f"{report.findings}\n{_tails(deployment)}"
    outcome.checks, outcome.facts = outcome.checks + 1, report.facts
    took = time.monotonic() - begun
    say(f"{outcome.broker} everything there and in agreement after {took:.0f} s: {report.facts} facts")


def _keep(logs: Path | None, broker: str, folders: Mapping[str, Path]) -> None:
    if logs:
        to = logs / broker
        to.mkdir(parents=True, exist_ok=True)
        for log in (log for folder in folders.values() for log in folder.glob("*.log")):
            shutil.copy(log, to)


def _tails(deployment: Deployment) -> str:
    return "\n".join(process.log_tail() for process in deployment.replicas)


def say(line: str) -> None:
    """Progress, on stderr."""
    print(line, file=sys.stderr, flush=True)
