"""`tilts topics`: the deploy step that creates topics. Nothing creates one by using it."""

import asyncio
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from shared.contracts.topics import CORE_TOPICS, EDGE_TOPICS, Topic
from shared.settings import Settings
from shared.stream import kafka
from shared.stream import topics as stream_topics

app = typer.Typer(add_completion=False)


@app.command()
def topics(
    municipality: Municipality = None,
    folder: Folder = None,
    listed: Annotated[bool, typer.Option("--list", help="Only say which topics there should be.")] = False,
    json: Json = False,
) -> None:
    """Create the topics that are missing, and widen those that are too narrow. Nothing else is changed."""
    settings = find_deployment(municipality, folder).settings
    if listed:
        _show(settings, json)
        return
    wanted = stream_topics.deployed(settings.municipality.slug, list(settings.partners), settings.log.partitions)
    touched = asyncio.run(
        stream_topics.create(kafka.connection(settings.broker), wanted, settings.broker.replication_factor)
    )
    if json:
        show_json({"touched": touched, "topics": len(wanted)})
    else:
        print("\n".join(touched) if touched else f"all {len(wanted)} topics are there")


def _show(settings: Settings, json: bool) -> None:
    rows = [_row(topic, settings, None) for topic in CORE_TOPICS]
    rows += [_row(topic, settings, partner) for partner in settings.partners for topic in EDGE_TOPICS]
    if json:
        show_json(rows)
    else:
        console().print(table(list(rows[0]), [row.values() for row in rows]))


def _row(topic: Topic, settings: Settings, partner: str | None) -> dict:
    return {
        "topic": topic.named(settings.municipality.slug, partner),
        "written by": ", ".join(topic.producers),
        "read by": ", ".join(topic.consumers),
        "kept days": topic.retention.days,
        "personal data": "yes" if topic.personal_data else "no",
    }
