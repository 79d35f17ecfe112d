"""The answer to a change of an older version: field by field what changed since, by whom and when, so as to merge."""

from typing import Any

import asyncpg
from pydantic import BaseModel

from shared.http import Problem, etag
from shared.stream import changes


async def overtaken(conn: asyncpg.Connection, state: Any, seen: int, shown: BaseModel | None) -> Problem:
    """The problem for whoever saw version `seen` of a state.

    Its member `changes` has each field that changed since, with its last change; `to` is what the field holds now, for
    fields that `shown` shows. There are no `changes` when they are not known any more.
    """
    found = await changes.since(conn, state, seen)
    members: dict[str, Any] = {"current": state.version}
    if found is not None:
        last = {field: change for change in found for field in change.fields}
        values = shown.model_dump(mode="json") if shown else {}
        members["changes"] = [
            {"field": field, "at": change.at.isoformat(), "by": change.actor and str(change.actor)}
            | ({"to": values[field]} if field in values else {})
            for field, change in sorted(last.items())
            if shown is None or field in values
        ]
    detail = f"It is at version {state.version} by now; read what changed, and decide anew."
    return Problem("stale-version", detail, headers={"ETag": etag(state.version)}, **members)
