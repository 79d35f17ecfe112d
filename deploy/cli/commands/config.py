"""`tilts config show`: what is in force, and who said so."""

import os
import re
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from shared.settings import Explained, explain

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def config() -> None:
    """Show every setting, and where it came from."""


@app.command()
def show(
    section: Annotated[str | None, typer.Argument(help="Only keys that begin so: database, intake.triage, …")] = None,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Every setting with its value and where that came from. Secrets are not shown."""
    deployment = find_deployment(municipality, folder)
    found = [
        row._replace(origin=_origin(row, deployment.kept, deployment.folder))
        for row in explain(deployment.settings)
        if row.key.startswith(section or "")
    ]
    if json:
        show_json([row._asdict() for row in found])
    else:
        console().print(table(["setting", "value", "where it came from"], found))


def _origin(row: Explained, kept: dict[str, str], folder) -> str:
    """A name that this shell does not have was read from what `tilts up` wrote: say so."""
    name = re.match(r"environment (\S+)", row.origin)
    if name and name[1] in kept and name[1] not in os.environ:
        return f"{folder.environment}, {name[1]}"
    return row.origin
