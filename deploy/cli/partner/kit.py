"""`tilts partner kit`: a folder or a zip that a partner's developers can take away."""

from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.exits import Exit, Failure
from deploy.cli.output import say
from deploy.conformance.kit import files, write


def kit(
    out: Annotated[Path, typer.Option(help="A new folder, or a new file that ends with .zip.")] = Path(
        "tilts-partner-kit"
    ),
) -> None:
    """Write schemas, good and bad messages with their reasons, the partners' page and clients to copy."""
    try:
        made = files()
    except OSError as error:
        raise Failure(
            Exit.CONFIGURATION, f"{error.filename} cannot be read", error.strerror or "", "run it in the repository"
        ) from None
    try:
        write(out, made)
    except OSError as error:
        raise Failure(Exit.USAGE, f"{out} cannot be made", error.strerror or "", "another: --out FOLDER") from None
    say(f"{len(made)} files in {out}; begin with README.md there")
