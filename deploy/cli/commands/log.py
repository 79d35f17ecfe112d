"""`tilts log`: what an operator does with a log that closed itself."""

import asyncio
from dataclasses import asdict
from typing import Annotated

import typer

from deploy.cli.choice import services
from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Municipality, Service, Yes
from deploy.cli.output import show_json
from deploy.health import DOWN, health
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream import kafka
from shared.stream import recover as stream_recover
from shared.stream.bus import Bus

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def log() -> None:
    """Open a log again after a restore."""


@app.command()
def recover(
    service: Service,
    force: Annotated[bool, typer.Option("--force", help="Also when the log is open.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    yes: Yes = False,
) -> None:
    """Take back from the bus what a database restored from a backup does not have, and open the log again.

    The service must be stopped. Without --yes it only says what would be adopted.
    """
    settings = find_deployment(municipality, folder).settings
    (definition,) = services([service])
    done = asyncio.run(_recover(settings, definition, force, yes))
    show_json(asdict(done))
    if not yes:
        raise Failure(Exit.USAGE, "nothing was done: this is what would be adopted", mend="the same command with --yes")
    if done.lost:
        raise typer.Exit(Exit.FINDINGS)


async def _recover(settings: Settings, definition: Definition, force: bool, yes: bool) -> stream_recover.Recovered:
    if yes and await health(settings, definition.name) != DOWN:
        raise Failure(
            Exit.USAGE, f"{definition.name} is running", "it would go on with what it has in memory", "stop it first"
        )
    bus = Bus(kafka.connection(settings.broker), settings.broker.produce_deadline)
    topic = f"{settings.municipality.slug}.{definition.name}"
    try:
        async with connected(settings, definition.name) as conn:
            work = definition.work(settings)
            return await stream_recover.recover(conn, bus, work, topic, dry_run=not yes, force=force)
    finally:
        await bus.close()
