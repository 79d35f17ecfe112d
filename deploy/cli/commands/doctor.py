"""`tilts doctor`: is anything missing, and what to do about it."""

import asyncio
from dataclasses import asdict

import typer

from deploy.cli.checks import BAD, Checked, clock, deployment, machine
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from deploy.up.folder import STATE, folder_of

app = typer.Typer(add_completion=False)


@app.command()
def doctor(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """Check this machine, and the deployment on it when there is one. Exit code 1 when something will not do."""
    state = folder_of(municipality, folder)
    found = list(machine(state.path if state else STATE))
    try:
        settings = find_deployment(municipality, folder).settings
    except Failure as none:
        found.append(Checked("deployment", "note", none.what, "tilts up"))
    else:
        found += [clock(settings), *asyncio.run(deployment(settings))]
    if json:
        show_json([asdict(one) for one in found])
    else:
        console().print(table(["what", "", "found", "how to mend it"], [asdict(one).values() for one in found]))
    if any(one.verdict == BAD for one in found):
        raise typer.Exit(Exit.FINDINGS)
