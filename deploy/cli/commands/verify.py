"""`tilts verify`: what we promise, compared position by position."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import asdict
from typing import Annotated

import typer

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, say, show_json, table
from deploy.services import DEFINITIONS
from services.reporting.projections.projecting import NAME as REPORTING
from services.reporting.rebuild.rebuild import verify_projections
from shared.database.pool import open_pool
from shared.runtime.definition import Definition
from shared.settings import Settings
from shared.stream import kafka
from shared.stream.bus import Bus
from shared.stream.verify import Finding, Report, Subject
from shared.stream.verify import verify as compare

app = typer.Typer(add_completion=False)


@app.command()
def verify(
    municipality: Municipality = None,
    folder: Folder = None,
    deadline: Annotated[float, typer.Option(help="Seconds for relays and cursors to catch up.")] = 15,
    json: Json = False,
) -> None:
    """Compare logs, bus, cursors and what the services made of them, position by position and by recounting.

    Works under load: all is compared as far as it was when the command began. Exit code 1 when something differs.
    """
    report = asyncio.run(_verify(find_deployment(municipality, folder).settings, deadline))
    if json:
        show_json(asdict(report))
    elif report.findings:
        rows = [(one.service, one.what, one.detail) for one in report.findings]
        console().print(table(["service", "what", "finding"], rows))
    else:
        print(f"{report.facts} facts agree: logs, bus, cursors and what the services made of them")
    if not json:
        for line in report.waiting:
            say(f"waits for somebody: {line}")
    if report.findings:
        raise typer.Exit(Exit.FINDINGS)


async def _verify(settings: Settings, deadline: float) -> Report:
    bus = Bus(kafka.connection(settings.broker), settings.broker.produce_deadline)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(bus.close)
        subjects = [await _subject(stack, settings, definition) for definition in DEFINITIONS.values()]
        report = await compare(subjects, bus, deadline)
        logs = {subject.name: subject.pool for subject in subjects}
        projections = await verify_projections(logs, settings.municipality.slug)
        report.findings += [Finding(REPORTING, "projection", difference) for difference in projections.findings]
        if incomplete := sorted(projections.incomplete):
            report.waiting.append(f"{REPORTING}: incomplete until tilts rebuild reporting: {', '.join(incomplete)}")
        return report


async def _subject(stack: AsyncExitStack, settings: Settings, definition: Definition) -> Subject:
    # Asked first, because it says better than a pool what is missing.
    async with connected(settings, definition.name):
        pool = await open_pool(settings.database, definition.name)
    stack.push_async_callback(pool.close)
    topic = f"{settings.municipality.slug}.{definition.name}"
    checks = (*definition.checks, *definition.checks_of(settings))
    return Subject(definition.name, pool, topic, definition.sources, checks)
