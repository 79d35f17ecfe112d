"""How long word takes to reach partners that are well, whatever others do; a message that is lost gives no figure."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg

from tests.benchmarks.deliveries.partners import COUNT, person_id
from tests.benchmarks.deliveries.waiting import BUSY, HELD
from tests.benchmarks.deployment import Deployment
from tests.benchmarks.machine import Cost, Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, Series, latency, must_be, percentile, shuffled

CONTENDERS = {
    "floor": "bare posts, all well", "well": "all well", "unwell": "one hangs, one fails", "naive": "naive, the same",
}  # fmt: skip
UNWELL = {7: "hangs", 23: "fails"}
RATE = 20
"""Facts a second: some forty municipalities on a busy day."""
MOST = 1.2
"""Times as long as when nobody hangs or fails, or nothing waits; and times the memory at a fifth of the way."""
_MODULE = "tests.benchmarks.deliveries"


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Milliseconds from fact to webhook, decisions a second, and what very many deliveries do to them."""
    return [
        *_beside_others(machine, effort),
        *_routing(machine, effort),
        *_many(machine, effort),
        *_rest(machine, effort),
    ]


def _beside_others(machine: Machine, effort: Effort) -> list[Line]:
    seconds = effort.of(full=30, quick=10)

    def one(contender: str, number: int) -> list[float]:
        ours = contender in ("well", "unwell")
        unwell = UNWELL if contender in ("unwell", "naive") else {}
        asked = [str(RATE * seconds), str(RATE), *([] if ours else [contender])]
        _, told = _run(machine, f"{contender}{number}", "ours" if ours else "rivals", RATE * seconds, unwell, *asked)
        return told["took"]

    times = shuffled(CONTENDERS, effort.rounds, one)
    lines = [
        Line(f"deliveries, {COUNT} partners, {RATE} facts/s, {what}", _rounds(times[name]))
        for name, what in CONTENDERS.items()
    ]
    for percent in (50, 99):
        unwell, well = (_median(times[name], percent) for name in ("unwell", "well"))
        lines.append(_ratio(f"deliveries, one hangs, one fails / all well, p{percent}", unwell / well))
    return lines


def _routing(machine: Machine, effort: Effort) -> list[Line]:
    count = effort.of(full=20_000, quick=5_000)
    environment = json.dumps(Deployment(machine, "routing").environment)
    cost, told = machine.run(f"{_MODULE}.routing", environment, str(count))
    must_be(told["issued"], count, "notices that were issued")
    return [Line(f"deliveries, routing by {COUNT} rules", f"{count / cost.client:,.0f} decisions/s of CPU")]


def _many(machine: Machine, effort: Effort) -> list[Line]:
    count = effort.of(full=20_000, quick=2_500)
    cost, told = _run(machine, "many", "many", count, {}, str(count))
    for what in ("messages", "notices", "signed"):
        must_be(told[what], count, what)
    first, last = told["memory"][0], told["memory"][-1]
    return [
        Line(
            f"deliveries, {count:,} as fast as they go",
            f"{count / cost.wall:,.0f}/s, {cost.client * 10_000 / count:.3g} CPU s per 10 000 "
            f"(PostgreSQL {cost.postgres * 10_000 / count:.3g}), {last / 2**20:.0f} MB",
        ),
        _ratio(f"deliveries, growth of memory from {count // 5:,} to {count:,}", last / first),
    ]


def _rest(machine: Machine, effort: Effort) -> list[Line]:
    waiting, each = effort.of(full=100_000, quick=10_000), RATE * effort.of(full=30, quick=10)
    _, told = _run(
        machine, "waiting", "waiting", 3 * each, {HELD: "swallows", BUSY: "swallows"}, str(waiting), str(each)
    )
    times, left = told["times"], told["left"]
    beside = {
        "alone": "alone", "waiting": f"behind {waiting:,} that wait",
        "bringing": f"while {waiting * 2 // 3 - left:,} are being brought",
    }  # fmt: skip
    ratio = percentile(times["waiting"], 50) / percentile(times["alone"], 50)
    return [
        *(Line(f"deliveries, a fresh urgent one {what}", latency(times[name])) for name, what in beside.items()),
        _ratio(f"deliveries, a fresh urgent one behind {waiting:,} / alone, p50", ratio),
    ]


def _run(
    machine: Machine, name: str, module: str, people: int, unwell: dict[int, str], *asked: str
) -> tuple[Cost, dict[str, Any]]:
    """Run a module beside the real intake, which knows so many people, and beside the partners' receiver."""
    deployment = Deployment(machine, f"deliveries{name}")
    asyncio.run(_known(deployment.dsn("intake"), people))
    with deployment.serving("intake") as served, _receiving() as receiver:
        environment = deployment.environment | {"TILTS_HTTP__BASE_URLS__INTAKE": f"{served.base}/intake"}
        return machine.run(f"{_MODULE}.{module}", json.dumps(environment), receiver, json.dumps(unwell), *asked)


@contextmanager
def _receiving() -> Iterator[str]:
    """Where all partners take what they are sent, in a process of their own."""
    process = subprocess.Popen([sys.executable, "-m", f"{_MODULE}.receiver"], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait()


async def _known(dsn: str, count: int) -> None:
    """Let intake know so many people."""
    conn = await asyncpg.connect(dsn)
    person = ("Paraugs", "Izdomāts", "Izdomātā iela 7–12", "+371 50000000")
    await conn.copy_records_to_table(
        "person", records=((person_id(number), *person) for number in range(count)),
        columns=("id", "given_name", "family_name", "address", "phone"),
    )  # fmt: skip
    await conn.close()


def _rounds(times: list[list[float]]) -> str:
    """The percentiles of each round."""
    p50, p99 = (Series([percentile(round, percent) for round in times]) for percent in (50, 99))
    return f"p50 {p50} ms, p99 {p99} ms"


def _median(times: list[list[float]], percent: int) -> float:
    return Series([percentile(round, percent) for round in times]).median


def _ratio(what: str, ratio: float) -> Line:
    return Line(what, f"{ratio:.2f}×", f"at most {MOST:g}×", ratio <= MOST)
