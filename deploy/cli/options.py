"""The options that commands share, each written once."""

from pathlib import Path
from typing import Annotated

import typer

Municipality = Annotated[
    str | None,
    typer.Option(
        "--municipality",
        "-m",
        envvar="TILTS_MUNICIPALITY",
        help="Its name or its settings file; by default the one that `tilts up` started last.",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option("--folder", envvar="TILTS_FOLDER", help="Where `tilts up` keeps its state: .tilts/<municipality>."),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs instead of a table.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; without this it only says what it would do.")]
Services = Annotated[list[str] | None, typer.Argument(help="intake, cases, notifications, reporting; all when none.")]
Service = Annotated[str, typer.Argument(help="intake, cases, notifications or reporting.")]
