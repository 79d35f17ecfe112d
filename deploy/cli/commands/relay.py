"""`tilts relay`: what an operator may ask of a relay."""

import asyncio
from typing import Annotated

import typer

from deploy.cli.choice import services
from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality, Service, Yes
from deploy.cli.output import show_json
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream import relay as stream_relay

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def relay() -> None:
    """Publish a part of the log again."""


@app.command()
def rewind(
    service: Service,
    to: Annotated[int, typer.Option(help="Publish again all after this position; 0 is the beginning.", min=0)] = 0,
    partition: Annotated[int | None, typer.Option(help="Only this partition of the log.", min=0)] = None,
    municipality: Municipality = None,
    folder: Folder = None,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Publish what lies after a position again. Harmless, but it takes time: consumers skip what they have."""
    settings = find_deployment(municipality, folder).settings
    (definition,) = services([service])
    records, moved = asyncio.run(_rewind(settings, definition, partition, to, yes))
    if not yes:
        raise Failure(
            Exit.USAGE,
            f"nothing was done: this would publish {records} record(s) of {service} again",
            mend="the same command with --yes",
        )
    if json:
        show_json({"records": records, "partitions": moved})
    else:
        print(f"{records} record(s) of {service}, in {moved} partition(s), are published again")


async def _rewind(
    settings: Settings, definition: Definition, partition: int | None, to: int, yes: bool
) -> tuple[int, int]:
    async with connected(settings, definition.name) as conn:
        records = await conn.fetchval(
            """
            select coalesce(sum(position - $2), 0)::bigint from relayed
            where position > $2 and ($1::int is null or partition = $1)
            """,
            partition,
            to,
        )
        return records, await stream_relay.rewind(conn, partition, to) if yes else 0
