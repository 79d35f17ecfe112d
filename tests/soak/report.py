"""The summary of a soak, as the README keeps it."""

from collections.abc import Sequence
from datetime import UTC, datetime

from tests.benchmarks.about import about
from tests.soak.deliveries import Brought
from tests.soak.histories import Simulated
from tests.soak.imports import Imported
from tests.soak.kills import Outcome
from tests.soak.places import Given
from tests.soak.reports import Reported
from tests.soak.stories import Told

_NAMES = {"embedded": "embedded broker", "kafka": "Apache Kafka"}
_KILLED = ("a service killed", "the broker killed", "PostgreSQL killed")
_ELSE = ("a service stopped", "a service frozen", "the broker frozen", "PostgreSQL frozen", "a service ended by itself")


def markdown(
    command: str,
    outcomes: Sequence[Outcome],
    simulated: Simulated,
    imported: Imported,
    told: Told,
    given: Given,
    brought: Brought,
    reported: Reported,
) -> str:
    """What was run and when, a table with a column for each broker, and what went wrong."""
    rows = [
        ("killed (SIGKILL)", [str(sum(run.happened[what] for what in _KILLED)) for run in outcomes]),
        *((f"— {what.removesuffix(' killed')}", [str(run.happened[what]) for run in outcomes]) for what in _KILLED),
        *((what, [str(run.happened[what]) for run in outcomes]) for what in _ELSE),
        ("messages, each counted once", [str(run.messages) for run in outcomes]),
        ("repeats sent, none counted", [str(run.repeats) for run in outcomes]),
        ("everything there and `verify` clean", [f"{run.checks} times" for run in outcomes]),
        ("facts compared at the end", [str(run.facts) for run in outcomes]),
        ("minutes", [f"{run.minutes:.0f}" for run in outcomes]),
        ("verdict", ["**wrong**" if run.wrong else "nothing lost, nothing twice" for run in outcomes]),
    ]
    failed = [run.wrong for run in (*outcomes, simulated, imported, told, given, brought, reported) if run.wrong]
    verdict = "wrong, see below" if simulated.wrong else "nothing went wrong"
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d}, `{command}`, on {about()}.",
        "",
        *_table(["", *(_NAMES[run.broker] for run in outcomes)], [[what, *cells] for what, cells in rows]),
        "",
        f"Imports killed {imported.kills} times in {imported.minutes:.0f} min, all services {imported.services} times: "
        f"{imported.files} files, {imported.rows} rows, {'wrong, see below' if imported.wrong else 'each once'}.",
        "",
        f"{told.stories} families' stories in {told.minutes:.0f} min, all services killed {told.kills} times: "
        f"{'wrong, see below' if told.wrong else 'each told to its end'}, {told.entries} entries in their timelines.",
        "",
        f"{given.people} people waited for few places for {given.minutes:.0f} min, all services killed {given.kills} "
        f"times: {'wrong, see below' if given.wrong else 'each place given once'}, {given.answers} answers.",
        "",
        f"Agencies were told of {brought.people} people for {brought.minutes:.0f} min, notifications killed "
        f"{brought.kills} times: {'wrong, see below' if brought.wrong else 'each ledger lists what they got'}, in "
        f"{brought.messages} messages.",
        "",
        f"{reported.people} people were worked for during {reported.minutes:.0f} min, all services killed "
        f"{reported.kills} times: {reported.rows} rows of figures, now and as of {reported.cuts} cuts, "
        f"{'wrong, see below' if reported.wrong else 'none off by one'}.",
        "",
        f"{simulated.histories} simulated histories in {simulated.minutes:.1f} min: {verdict}.",
        *(f"\n```\n{wrong}\n```" for wrong in failed),
    ]
    return "\n".join(lines)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(cells)} |" for cells in (head, ["--"] * len(head), *rows)]
