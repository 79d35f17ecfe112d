"""Tables that keep frozen dataclasses: one statement loads from all of them, one for each table saves.

Columns are the dataclass's fields by name. Rows travel as one JSON parameter, so that PostgreSQL itself maps every type
(arrays and instants included) and a batch of 500 costs one round trip.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any
from uuid import UUID

import asyncpg
from pydantic import TypeAdapter

from shared.decision import State, World


class Overtaken(ConnectionError):
    """Somebody else made a row that a decision took for missing. Deciding again sees it; nothing was written."""


@dataclass(frozen=True)
class Table:
    """`kind` is the dataclass, `name` the table; the field `id` is its primary key (uuid or text).

    A table that is `read_only` shows some columns of rows that another kind writes, without a lock: what nearly every
    decision looks at must not make them wait for each other. What it shows may change before the decision commits.
    """

    kind: type
    name: str
    read_only: bool = False

    @cached_property
    def columns(self) -> str:
        return ", ".join(f.name for f in fields(self.kind))

    @cached_property
    def rows(self) -> TypeAdapter:
        return TypeAdapter(list[self.kind])

    def loading(self, ids: int) -> str:
        """The expression that locks and reads the rows whose ids are parameter number `ids`, as JSON."""
        # Rows are locked in the order of their keys: two batches that touch the same rows queue, they never deadlock.
        lock = "" if self.read_only else "for update"
        return f"""(
            select coalesce(json_agg(t)::text, '[]')
            from (select {self.columns} from {self.name} where id = any(${ids}) order by id {lock}) t
        )"""

    @cached_property
    def _save(self) -> str:
        changes = ", ".join(f"{f.name} = excluded.{f.name}" for f in fields(self.kind) if f.name != "id")
        return f"""
            insert into {self.name} ({self.columns})
            select {self.columns} from json_populate_recordset(null::{self.name}, $1::json)
            on conflict (id) do update set {changes} where {self.name}.id <> all($2)
        """

    async def save(self, conn: asyncpg.Connection, states: Iterable[Any], missing: Sequence[UUID | str] = ()) -> None:
        """Insert or replace rows. The caller holds the locks of those that existed; a `missing` one cannot be locked.

        Raises Overtaken when somebody else made a missing row since it was looked for, TypeError for a read-only table.
        """
        if self.read_only:
            raise TypeError(f"{self.kind.__name__} is only for reading: decide about the kind that writes {self.name}")
        rows = list(states)
        # By the dataclass's own types: four times as fast as looking at each value. A warning would quote a value.
        json = self.rows.dump_json(rows, warnings=False)
        done = await conn.execute(self._save, json.decode(), missing)
        if int(done.split()[-1]) < len(rows):
            raise Overtaken(f"{self.name}: a row that was not there is there now")


@dataclass(frozen=True)
class Found(Table):
    """States that no row keeps: a `query` finds each by its id, `asked.id`, and gives the columns of the dataclass.

    It runs in a statement of its own, once the tables before it are locked: it sees all that was committed until then.
    What it finds holds as long as those locks do.
    """

    query: str = ""
    read_only: bool = True

    def loading(self, ids: int) -> str:
        return f"""(
            select coalesce(json_agg(t)::text, '[]')
            from unnest(${ids}::text[]) as asked (id) cross join lateral ({self.query}) t
        )"""


@dataclass(frozen=True)
class Tables:
    """A service's tables, in the order in which their rows are locked. What leads to others stands before them."""

    tables: tuple[Table, ...]

    async def load(self, conn: asyncpg.Connection, world: World) -> None:
        """Fill the world with whatever exists of what it asks for, locked until the transaction ends.

        What somebody else makes while this waits for a lock is missing. A decision that rests on there being no such
        row must therefore write that row: then `save` raises Overtaken, and it is decided again.
        """
        asked, start = {kind for kind, _ in world.asked}, 0
        for number, table in enumerate(self.tables):
            if table.kind not in asked:
                continue
            if isinstance(table, Found):
                await self._load(conn, world, self.tables[start:number])
                start = number
            if hasattr(table.kind, "leads_to"):
                # What an index leads to is known once it is read, and the tables keep their order of locking.
                await self._load(conn, world, self.tables[start : number + 1])
                start = number + 1
        await self._load(conn, world, self.tables[start:])

    async def _load(self, conn: asyncpg.Connection, world: World, tables: Sequence[Table]) -> None:
        asked = [(t, sorted((key for kind, key in world.asked if kind is t.kind), key=_order)) for t in tables]
        asked = [(table, ids) for table, ids in asked if ids]
        if not asked:
            return
        # One round trip instead of one a table. PostgreSQL evaluates, and so locks, from left to right.
        wanted = ", ".join(table.loading(number) for number, (table, _) in enumerate(asked, 1))
        found = await conn.fetchrow(f"select {wanted}", *(ids for _, ids in asked))
        for (table, ids), rows in zip(asked, found, strict=True):
            for state in table.rows.validate_json(rows):
                world.states[table.kind, state.id] = state
                world.asked.update(getattr(state, "leads_to", ()))
            world.missing |= {(table.kind, id) for id in ids} - world.states.keys()

    async def save(self, conn: asyncpg.Connection, world: World) -> None:
        """Write what the decisions changed."""
        for table in self.tables:
            states = [state for (kind, _), state in world.changed.items() if kind is table.kind]
            if states:
                missing = [key for kind, key in world.missing if kind is table.kind]
                await table.save(conn, sorted(states, key=_id_order), missing)


def _order(key: UUID | str) -> int | str:
    """Sorts as PostgreSQL sorts; UUIDs as the numbers they are, which is ten times as fast as comparing them."""
    return key.int if isinstance(key, UUID) else key


def _id_order(state: State) -> int | str:
    return _order(state.id)
