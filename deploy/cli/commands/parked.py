"""`tilts parked`: what could not be processed, without a word out of it, and the operator's two answers."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import typer

from deploy.cli.batches import batch_of
from deploy.cli.choice import services
from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality, Service, Services, Yes
from deploy.cli.output import console, show_json, table
from shared.contracts import registry
from shared.contracts.codes import DiscardReason
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream import replay as answers
from shared.stream.replay import NotParked
from shared.stream.safe import safe

app = typer.Typer(add_completion=False, no_args_is_help=True)
Record = Annotated[UUID, typer.Argument(help="The record's id, from `tilts parked list`.")]


@app.callback()
def parked() -> None:
    """Records that could not be processed: list, show, replay, discard."""


@app.command("list")
def listed(
    names: Services = None, municipality: Municipality = None, folder: Folder = None, json: Json = False
) -> None:
    """What is parked, oldest first, with the reason. Nothing out of a record is shown: it may name a person."""
    settings = find_deployment(municipality, folder).settings
    rows = asyncio.run(_rows(settings, services(names)))
    if json:
        show_json(rows)
    elif rows:
        columns = ["service", "id", "from", "type", "reason", "detail"]
        console().print(table(columns, [[row[column] for column in columns] for row in rows]))
        console().print("look at one: tilts parked show SERVICE ID")
    else:
        print("nothing is parked")


@app.command()
def show(service: Service, record: Record, municipality: Municipality = None, folder: Folder = None) -> None:
    """One parked record: where it stood, its headers as far as they are ours, the size of its body. JSON."""
    settings = find_deployment(municipality, folder).settings
    (definition,) = services([service])
    found = [row for row in asyncio.run(_rows(settings, [definition])) if row["id"] == str(record)]
    if not found:
        raise NotParked(f"no parked record {record} in {service}")
    show_json(found[0])


@app.command()
def replay(
    service: Service, record: Record, municipality: Municipality = None, folder: Folder = None, yes: Yes = False
) -> None:
    """Process it, and what waits behind it, in order. For when the cause is mended."""
    settings = find_deployment(municipality, folder).settings
    (definition,) = services([service])
    if not yes:
        _would("process", asyncio.run(_behind(settings, definition, record)))
    done = asyncio.run(_replay(settings, definition, record))
    show_json({"processed": done.done, "still parked": done.left, "because": done.reason})
    if done.left:
        raise typer.Exit(Exit.FINDINGS)


@app.command()
def discard(
    service: Service,
    record: Record,
    reason: Annotated[DiscardReason, typer.Option(help="Why; it is told to reporting.")],
    municipality: Municipality = None,
    folder: Folder = None,
    yes: Yes = False,
) -> None:
    """Give it up for good. What waits behind it stays parked until it is replayed."""
    settings = find_deployment(municipality, folder).settings
    (definition,) = services([service])
    if not yes:
        _would("remove one of", asyncio.run(_behind(settings, definition, record)))
    show_json({"discarded": str(record), "still parked": asyncio.run(_discard(settings, definition, record, reason))})


async def replay_all(settings: Settings, source: str, because: str) -> int:
    """Process all that is parked of one partner (`source`) for one reason; returns how many took effect."""
    done = 0
    for definition in (one for one in services(None) if _reads_partners(one.name)):
        rows = await _rows(settings, [definition])
        mine = [UUID(row["id"]) for row in rows if row["from"] == source and row["detail"].startswith(because)]
        if mine:
            async with batch_of(settings, definition) as batch:
                done += sum([(await answers.replay(batch, record)).done for record in mine])
    return done


def _reads_partners(service: str) -> bool:
    """Whether partners' own topics are read by it."""
    return any(topic.is_edge for topic in registry.read_by(service))


def _would(what: str, rows: Sequence[dict]) -> None:
    raise Failure(
        Exit.USAGE,
        f"nothing was done: this would {what} {len(rows)} record(s) of one key",
        "it cannot be undone" if what != "process" else "what takes effect stays",
        "the same command with --yes",
    )


async def _rows(settings: Settings, definitions: Sequence[Definition]) -> list[dict]:
    found = []
    for definition in definitions:
        async with connected(settings, definition.name) as conn:
            rows = await conn.fetch("select * from parked order by seq")
        found += [{"service": definition.name, **safe(row)} for row in rows]
    return found


async def _behind(settings: Settings, definition: Definition, record: UUID) -> list[dict]:
    async with connected(settings, definition.name) as conn:
        rows = await conn.fetch(
            "select p.* from parked p join parked one using (source, key) where one.id = $1 order by p.seq", record
        )
    if not rows:
        raise NotParked(f"no parked record {record} in {definition.name}")
    return [safe(row) for row in rows]


async def _replay(settings: Settings, definition: Definition, record: UUID) -> answers.Replayed:
    async with batch_of(settings, definition) as batch:
        return await answers.replay(batch, record)


async def _discard(settings: Settings, definition: Definition, record: UUID, reason: DiscardReason) -> int:
    async with batch_of(settings, definition) as batch:
        return await answers.discard(batch, record, None, reason)
