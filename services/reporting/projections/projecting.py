"""How facts take effect in reporting: validate, note what each says, write one statement a table. See `Work`."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import asyncpg

from services.reporting import store
from services.reporting.handlers import FACTS, IGNORED
from shared.contracts import registry
from shared.contracts.codes import ParkReason
from shared.decision import Cause
from shared.stream.event import Event
from shared.stream.record import Record
from shared.stream.work import BEHIND, Applied, Failure, Heard, Stopwatch

NAME = "reporting"
SOURCES = ("intake", "cases", "notifications", NAME)
"""Whose facts it hears. Its own log too: it tells what reporting could not process."""
_IGNORED = registry.ignored_by(NAME) | IGNORED


class OwnFactUnreadable(RuntimeError):
    """This build does not understand what reporting itself once said about parked records."""


@dataclass(frozen=True, slots=True)
class Projecting:
    """Notes facts in the tables of `schema`. `rules` is what the pages say of the municipality."""

    municipality: str
    rules: Any = None
    schema: str = "public"
    name: str = NAME

    def read(self, record: Record, now: datetime) -> Heard | None:
        """The cause's time is the instant at which the fact happened, the same whenever it is heard."""
        if record.type in _IGNORED:
            return None
        try:
            return self._read(record)
        except registry.UndecodableRecord as error:
            if record.source == NAME:
                # Parking it would be one more fact of this kind, and so on for ever; its partition waits instead.
                raise OwnFactUnreadable(f"deploy the build that wrote it: {error}") from error
            raise

    def _read(self, record: Record) -> Heard:
        if record.type is None:
            raise registry.UnknownType("The header ce_type is missing or cannot be read.")
        if record.type not in FACTS:
            raise registry.unknown(record.type)
        time = _instant(record.given.get("time", ""))
        if time is None:
            raise registry.InvalidData(record.type, (("", "ce_time is missing or cannot be read"),))
        body = registry.decode(record.type, record.body)
        return Heard(record.type, record.key, body, Cause(record.id, time, str(record.id), record.source), record)

    async def apply(self, conn: asyncpg.Connection, heard: Sequence[Heard], failed: set[tuple[str, str]]) -> Applied:
        """See Work. What the database refuses is raised: the batch finds the record and parks it."""
        applied, watch = Applied(), Stopwatch()
        said: dict[str, list] = defaultdict(list)
        for one in heard:
            if one.stands in failed:
                applied.failures.append(Failure(one, ParkReason.BEHIND, BEHIND))
                continue
            for row in FACTS[one.type](one.body, one.cause.time):
                said[row.table].append((row.id, {"position": one.record.position, **row.values}))
            applied.count += 1
        watch.lap("decide")
        await store.save(conn, said, self.schema)
        watch.lap("save")
        applied.seconds = watch.laps
        return applied

    def answer(self, failure: Failure, now: datetime) -> Event | None:
        """Nobody writes to reporting but services, and they are not answered."""
        return None


def _instant(value: str) -> datetime | None:
    try:
        time = datetime.fromisoformat(value)
    except ValueError:
        return None
    return time if time.tzinfo else None
