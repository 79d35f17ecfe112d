"""`tilts tail`: what arrives on the topics, without anybody's name."""

import asyncio
import json as jsonlib
from collections.abc import Iterable
from contextlib import suppress
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console
from shared.contracts.topics import EDGE_TOPICS
from shared.settings import Settings
from shared.stream import kafka, topics
from shared.stream.listening import Arrival, listen
from shared.stream.wire import HEAD_TYPE

app = typer.Typer(add_completion=False)
_BODY = 160


@app.command()
def tail(
    names: Annotated[
        list[str] | None, typer.Argument(help="Topics, or ends of their names: cases, valsts-policija.receipts.")
    ] = None,
    from_start: Annotated[bool, typer.Option("--from-start", help="Begin with what the broker still has.")] = False,
    count: Annotated[int | None, typer.Option("--count", "-n", help="Stop after so many.")] = None,
    seconds: Annotated[float | None, typer.Option(help="Stop after so long.")] = None,
    heads: Annotated[bool, typer.Option("--heads", help="Show the records that only say where a log ends.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Show what arrives: the core topics and partners' receipts, or the topics that are named.

    Of topics with personal data (.referrals, .notices) only type and key are shown, never the body.
    """
    settings = find_deployment(municipality, folder).settings
    named, connection = _named(settings, names), kafka.connection(settings.broker)

    async def show() -> None:
        seen = 0
        async with asyncio.timeout(seconds), listen(connection, named, from_start=from_start) as arrivals:
            async for arrival in arrivals:
                if heads or arrival.type != HEAD_TYPE:
                    console().print(_line(arrival, json), markup=False)
                    seen += 1
                if seen == count:
                    return

    # How somebody who has seen enough ends it.
    with suppress(TimeoutError, KeyboardInterrupt):
        asyncio.run(show())


def _named(settings: Settings, names: Iterable[str] | None) -> dict[str, int]:
    every = topics.deployed(settings.municipality.slug, list(settings.partners), settings.log.partitions)
    partitions = {one.name: one.partitions for one in every}
    if not names:
        return {name: n for name, n in partitions.items() if ".partner." not in name or name.endswith(".receipts")}
    found = {name: n for name, n in partitions.items() if any(name.endswith(wanted) for wanted in names)}
    if not found:
        raise Failure(Exit.USAGE, f"no topic ends with {' or '.join(names)}", mend="see all: tilts topics --list")
    return found


def _line(arrival: Arrival, json: bool) -> str:
    shown = {
        "topic": arrival.topic,
        "partition": arrival.partition,
        "offset": arrival.offset,
        "type": arrival.type or None,
        "time": arrival.given.get("time"),
        "key": (arrival.key or b"").decode(errors="replace"),
        "body": None if _is_personal(arrival.topic) else (arrival.value or b"").decode(errors="replace"),
    }
    if json:
        return jsonlib.dumps(shown, ensure_ascii=False)
    short = arrival.type.removeprefix("lv.tilts.")
    body = "(personal data)" if shown["body"] is None else shown["body"][:_BODY]
    place = f"{arrival.topic}/{arrival.partition}@{arrival.offset}"
    return f"{shown['time'] or '':24}  {place}  {short}  {shown['key']}  {body}"


def _is_personal(name: str) -> bool:
    return any(name.endswith(topic.name.rpartition("}")[2]) for topic in EDGE_TOPICS if topic.personal_data)
