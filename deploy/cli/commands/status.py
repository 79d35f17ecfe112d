"""`tilts status`: one screen, and for each line what to type next."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import asdict

import typer

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from deploy.cli.state import State, state
from deploy.health import DOWN, READY
from deploy.services import DEFINITIONS
from shared.settings import Settings
from shared.stream import log

app = typer.Typer(add_completion=False)


@app.command()
def status(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """How far every service is: its log, its relay, its lag behind the others, what is parked, what is due.

    Exit code 1 when a service is down or not ready, or a log is closed.
    """
    states = asyncio.run(_all(find_deployment(municipality, folder).settings))
    if json:
        show_json([{**asdict(one), "next": _next(one)} for one in states])
    else:
        columns = ["service", "health", "facts", "to publish", "lag", "parked", "timers", "due", "type next"]
        console().print(table(columns, map(_row, states)))
    if any(one.needs_somebody for one in states):
        raise typer.Exit(Exit.FINDINGS)


async def _all(settings: Settings) -> list[State]:
    async with AsyncExitStack() as stack:
        conns = {name: await stack.enter_async_context(connected(settings, name)) for name in DEFINITIONS}
        heads = {name: await log.heads(conn) for name, conn in conns.items()}
        return [await state(conn, settings, name, heads) for name, conn in conns.items()]


def _row(one: State) -> list:
    lag = ", ".join(f"{source} {count}" for source, count in one.lag.items() if count) or "none"
    return [
        one.service, one.health, one.facts, one.relay_backlog, lag, one.parked, one.timers, one.timers_due, _next(one),
    ]  # fmt: skip


def _next(one: State) -> str:
    """The command for the worst of what there is."""
    if one.diverged:
        return f"tilts log recover {one.service}"
    if one.health == DOWN:
        return f"tilts serve {one.service}"
    if one.health != READY or one.relay_backlog:
        return "tilts doctor"
    if one.parked:
        return f"tilts parked list {one.service}"
    return "tilts verify"
