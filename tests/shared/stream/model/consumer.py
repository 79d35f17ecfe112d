"""A consumer: its database (cursor, and what took effect), and how far it has read the bus."""

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from uuid import UUID

from shared.stream.cursor import Cursor, Forked, Verdict, enter, follow, judge, judge_head
from tests.shared.stream.model.source import Bus, Row, Source

Judge = Callable[[Cursor, int, int, str | None], Verdict]


@dataclass
class Consumer:
    """`forked` says that it stopped: it applied what the source does not have any more."""

    judge: Judge = judge
    cursor: Cursor = field(default_factory=lambda: Cursor(1, 0))
    applied: list[UUID] = field(default_factory=list)
    offset: int = 0
    forked: bool = False

    def backup(self) -> "Consumer":
        return deepcopy(self)

    def restored(self, backup: "Consumer") -> None:
        self.cursor, self.applied, self.offset = backup.cursor, list(backup.applied), 0
        self.forked = False

    def consume(self, bus: Bus, source: Source, count: int, commits: bool, answers: bool) -> bool:
        """One batch. Without `commits` the transaction never happened; without `answers` the source is down.

        Returns whether it got further.
        """
        if self.offset > len(bus.rows):
            self.offset = 0
        self.offset = max(self.offset, bus.start)
        cursor, applied, offset = self.cursor, list(self.applied), self.offset
        for row in bus.rows[self.offset : self.offset + count]:
            if row and not self._take(row, source, answers):
                break
            self.offset += 1
        if not commits:
            self.cursor, self.applied, self.offset = cursor, applied, offset
        return self.offset > offset

    def _take(self, row: Row, source: Source, answers: bool) -> bool:
        verdict = self._verdict(row)
        if verdict in (Verdict.PULL, Verdict.ASK):
            if not answers or not self.pull(source):
                return False
            verdict = self._verdict(row)
        if verdict is Verdict.APPLY:
            self._apply(row)
        return verdict not in (Verdict.PULL, Verdict.ASK)

    def _verdict(self, row: Row) -> Verdict:
        if row.id is None:
            return judge_head(self.cursor, row.epoch, row.relayed)
        return self.judge(self.cursor, row.epoch, row.position, row.previous)

    def _apply(self, row: Row) -> None:
        self.applied.append(row.id)
        self.cursor = Cursor(self.cursor.epoch, row.position, str(row.id))

    def pull(self, source: Source) -> bool:
        """Everything after the cursor from the source's own log. Returns whether that was possible."""
        try:
            if source.epoch > self.cursor.epoch:
                self.cursor = enter(self.cursor, source.epoch, source.forks)
            at = source.ids[self.cursor.position - 1 : self.cursor.position]
            follow(self.cursor, source.epoch, len(source.facts), str(at[0]) if at and self.cursor.position else None)
        except Forked:
            # A log that is being recovered may get back what is missing.
            self.forked = source.open
            return False
        self.forked = False
        for position in range(self.cursor.position + 1, len(source.facts) + 1):
            self._apply(source.row(position))
        return True
