"""`make soak`: everything is killed many times under load, on both brokers, while many histories are simulated; before
that, imports of files, families' stories, crowds who wait for few places, notices on their way, and reports.

Progress on stderr, the summary on stdout. Exit code 1 when anything was lost, counted twice or out of step.
"""

import argparse
import asyncio
import logging
import random
import signal
import sys
from pathlib import Path

from deploy.brokers import BROKERS
from tests.soak.deliveries import Brought, soak_deliveries
from tests.soak.histories import simulate
from tests.soak.imports import Imported, soak_imports
from tests.soak.kills import Effort, Outcome, say, soak
from tests.soak.places import Given, soak_places
from tests.soak.report import markdown
from tests.soak.reports import Reported, soak_reports
from tests.soak.stories import Told, soak_stories


def main() -> int:
    # It logs every try of a broker that is away.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    try:
        return asyncio.run(_main(_arguments()))
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 130


async def _main(asked: argparse.Namespace) -> int:
    me = asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, me.cancel)
    say(f"seed {asked.seed}")
    imported = await soak_imports(asked.imports, asked.seed) if asked.imports else Imported()
    if asked.imports:
        found = imported.wrong or "clean"
        say(f"imports killed {imported.kills} times: {imported.files} files, {imported.rows} rows; {found}")
    told = await soak_stories(asked.stories, asked.seed) if asked.stories else Told()
    given = await soak_places(asked.places, asked.seed) if asked.places else Given()
    brought = await soak_deliveries(asked.deliveries, asked.seed) if asked.deliveries else Brought()
    reported = await soak_reports(asked.reports, asked.seed) if asked.reports else Reported()
    async with asyncio.TaskGroup() as tasks:
        simulating = tasks.create_task(simulate(asked.histories, asked.seed))
        killing = tasks.create_task(_kill(asked))
    outcomes, simulated = killing.result(), simulating.result()
    how = f"--broker {asked.broker} --kills {asked.kills} --minutes {asked.minutes:g} "
    how += f"--histories {asked.histories} --imports {asked.imports} --stories {asked.stories} "
    how += f"--places {asked.places} --deliveries {asked.deliveries} --reports {asked.reports} --seed {asked.seed}"
    alone = (imported, told, given, brought, reported)
    print(markdown(f'make soak ARGS="{how}"', outcomes, simulated, *alone))
    return 1 if any(run.wrong for run in (simulated, *alone, *outcomes)) else 0


async def _kill(asked: argparse.Namespace) -> list[Outcome]:
    brokers = list(BROKERS) if asked.broker == "both" else [asked.broker]
    effort = Effort(asked.kills // len(brokers), asked.minutes)
    return [await soak(broker, effort, asked.seed, asked.logs) for broker in brokers]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="on all brokers together; default 200")
    parser.add_argument("--minutes", type=float, default=120, help="at most, on each broker; default 120")
    parser.add_argument("--histories", type=int, default=100_000, help="how many to simulate; default 100000")
    parser.add_argument("--imports", type=int, default=50, help="how many imports to kill; default 50")
    parser.add_argument("--stories", type=int, default=50, help="kills in families' stories; default 50")
    parser.add_argument("--places", type=int, default=50, help="kills while people wait for places; default 50")
    parser.add_argument("--deliveries", type=int, default=50, help="kills while notices are brought; default 50")
    parser.add_argument(
        "--reports", type=int, default=50, help="kills while people work and cuts are taken; default 50"
    )
    parser.add_argument("--broker", choices=[*BROKERS, "both"], default="both", help="default both")
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="of everything left to chance")
    parser.add_argument("--logs", type=Path, metavar="FOLDER", help="copy the logs of all processes there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
