"""`tilts rebuild reporting`: what reporting remembers, built anew from the logs."""

import asyncio
from contextlib import AsyncExitStack
from typing import Annotated, Literal

import typer

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, say, show_json, table
from deploy.cli.reading import Progress
from deploy.services import DEFINITIONS
from services.reporting.rebuild.rebuild import NotNow, Rebuild
from services.reporting.rebuild.rebuild import rebuild as build
from shared.database.pool import open_pool
from shared.settings import Settings

app = typer.Typer(add_completion=False)


@app.command()
def rebuild(
    service: Annotated[Literal["reporting"], typer.Argument(help="The one service that is all projections.")],
    mend: Annotated[bool, typer.Option("--mend", help="Switch also where running tables differ.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Build every table anew from all logs, compare it with the running one, and switch to the new ones.

    Reporting goes on meanwhile, and Ctrl-C leaves everything as it was.

    Needed when a build has made or changed a projection, once every process runs that build: pages say "Incomplete".

    Exit code 1 when something differs: nothing is switched then without --mend, which takes what the logs say.
    """
    done = asyncio.run(_rebuild(find_deployment(municipality, folder).settings, mend))
    if json:
        show_json(_told(done))
    else:
        _show(done)
    if done.findings and not done.switched:
        raise typer.Exit(Exit.FINDINGS)


async def _rebuild(settings: Settings, mend: bool) -> Rebuild:
    async with AsyncExitStack() as stack:
        pools = {}
        for service in DEFINITIONS:
            # Asked first, because it says better than a pool what is missing.
            async with connected(settings, service):
                pools[service] = await open_pool(settings.database, service)
            stack.push_async_callback(pools[service].close)
        with Progress("facts") as progress:
            try:
                return await build(pools, settings.municipality.slug, progress.show, mend=mend)
            except NotNow as error:
                raise Failure(Exit.USAGE, "nothing was done", str(error), "try it again a little later") from None


def _told(done: Rebuild) -> dict:
    tables = [
        {"table": one.name, "rows": one.rows, "running": one.running, "rebuilt": one.rebuilt,
         "incomplete": one.name in done.incomplete}
        for one in done.tables
    ]  # fmt: skip
    return {
        "facts": done.facts,
        "switched": done.switched,
        "held": done.held,
        "tables": tables,
        "findings": done.findings,
    }


def _show(done: Rebuild) -> None:
    rows = [
        (one.name, one.rows, one.rebuilt, "was incomplete" if one.name in done.incomplete
         else "equal" if one.running == one.rebuilt else "differs")
        for one in done.tables
    ]  # fmt: skip
    console().print(table(["table", "rows", "hash", ""], rows))
    for finding in done.findings:
        console().print(finding, markup=False)
    if done.switched:
        say(f"switched to tables from {done.facts} facts; for {done.held:.1f} s nothing took effect")
    elif done.unread:
        say("nothing was switched: not every fact that was applied can be read; tilts verify says more")
    else:
        say("nothing was switched: the running tables differ; to take what the logs say: --mend")
