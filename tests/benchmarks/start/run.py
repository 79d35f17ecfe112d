"""Starts one after the other: each with a little more in place than the one before."""

from pathlib import Path
from tempfile import mkdtemp

from tests.benchmarks.deployment import Deployment
from tests.benchmarks.machine import Machine
from tests.benchmarks.report import Line
from tests.benchmarks.rounds import Effort, Series, say


def run(machine: Machine, effort: Effort) -> list[Line]:
    """Seconds to ready: with nothing compiled, after a migration, and once more."""
    cold, first, again = Series(), Series(), Series()
    for number in range(effort.rounds):
        say(f"  round {number + 1} of {effort.rounds}")
        compiled = {"PYTHONPYCACHEPREFIX": mkdtemp(prefix="pyc-", dir=Path(machine.broker.folder))}
        fresh = Deployment(machine, f"cold{number}")
        cold.values.append(_started(fresh, compiled))
        migrated = Deployment(machine, f"warm{number}")
        first.values.append(_started(migrated, compiled))
        again.values.append(_started(migrated, compiled))
    return [
        Line("start, cold: just installed and migrated, nothing compiled to .pyc", f"{cold} s"),
        Line("start, just migrated", f"{first} s"),
        Line("start, warm: once more", f"{again} s"),
    ]


def _started(deployment: Deployment, environment: dict[str, str]) -> float:
    with deployment.serving(extra=environment) as served:
        return served.started_in
