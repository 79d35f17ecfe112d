"""`make bench`: measures what is named, or everything; the table on stdout, progress on stderr.

Exit code 0 when everything was measured, whatever the figures are: a target that is missed is marked beside its figure.
1 when rows were lost or something could not be measured.
"""

import argparse
import logging
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from deploy.brokers import BROKERS
from tests.benchmarks.about import about, load
from tests.benchmarks.machine import Machine, machine
from tests.benchmarks.report import Line, markdown, show
from tests.benchmarks.rounds import Effort, say

NAMES = (
    "stage", "path", "bulk", "work", "places", "search", "chain", "latency", "relay", "pull", "rebuild", "memory",
    "start", "deliveries", "reporting",
)  # fmt: skip
ABOUT_THE_BROKER = {"latency", "relay"}
"""Measured on every broker asked for; the others on the first of them."""

Benchmark = Callable[[Machine, Effort], list[Line]]


def main() -> int:
    # It logs every try of a broker that has only just got its topics.
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)
    asked = _arguments()
    wanted = asked.broker or ("embedded" if asked.quick else "both")
    brokers = list(BROKERS) if wanted == "both" else [wanted]
    effort = Effort(asked.rounds or (1 if asked.quick else 3), asked.quick)
    lines, whole = [Line("machine", about())], True
    for name in asked.names or NAMES:
        for broker in brokers if name in ABOUT_THE_BROKER else brokers[:1]:
            title = f"{name}, {broker} broker"
            say(f"{title} …")
            try:
                lines += [Line(title, load()), *_measure(name, broker, effort)]
            except Exception as error:  # what was measured so far, and what comes after, is worth its table
                traceback.print_exc()
                lines.append(Line(title, f"not measured: {type(error).__name__}: {error}", met=False))
                whole = False
    show(lines)
    if asked.markdown:
        asked.markdown.write_text(markdown(lines) + "\n", encoding="utf-8")
    return 0 if whole else 1


def _measure(name: str, broker: str, effort: Effort) -> list[Line]:
    run: Benchmark = import_module(f"tests.benchmarks.{name}.run").run
    with machine(broker) as servers:
        return run(servers, effort)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Speed and memory, as ratios.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; all of them when none is named")
    parser.add_argument("--rounds", type=int, help="of every contender; 3, or 1 with --quick")
    parser.add_argument("--quick", action="store_true", help="a first impression, in two minutes")
    parser.add_argument("--broker", choices=[*BROKERS, "both"], help="both, or embedded with --quick")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="write the table there too")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"{', '.join(sorted(unknown))} is none of {', '.join(NAMES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
