"""Who is told of a case, decided by the rules alone: fifty rules, each case fits one of them."""

import json
import sys
from collections.abc import Iterator

from services.notifications.domain import case_facts
from services.notifications.rules import rules
from shared.contracts.cases import CaseOpened
from shared.decision import Cause, World
from shared.runtime import garbage
from tests.benchmarks.deliveries.partners import configured, news
from tests.benchmarks.machine import Stopwatch


def main(environment: str, count: str) -> None:
    settings, _ = configured(environment, "http://127.0.0.1:9", json.dumps({}))
    rulebook, told = rules(settings), list(_caused(int(count)))
    garbage.settle()
    watch, issued = Stopwatch(), 0
    for opened, cause in told:
        world = World(asked=set(case_facts.refs(opened, cause, rulebook)))
        issued += len(case_facts.hear(world, opened, cause, rulebook).facts)
    watch.report(issued=issued)


def _caused(count: int) -> Iterator[tuple[CaseOpened, Cause]]:
    for one in news(count):
        yield one.opened, Cause(one.opened.case, one.opened.opened_at, one.number, "cases")


if __name__ == "__main__":
    main(*sys.argv[1:])
