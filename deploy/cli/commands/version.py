"""`tilts version`."""

import platform
from pathlib import Path

import typer

from deploy.cli.options import Json
from deploy.cli.output import show_json
from shared.runtime.process import VERSION

app = typer.Typer(add_completion=False)


@app.command()
def version(json: Json = False) -> None:
    """Which build this is, on which Python, and where it lies."""
    known = {
        "version": VERSION,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "folder": str(Path(__file__).resolve().parents[3]),
    }
    if json:
        show_json(known)
    else:
        print(f"tilts {known['version']}, Python {known['python']}, {known['platform']}, in {known['folder']}")
