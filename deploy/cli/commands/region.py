"""`tilts region`: aggregates of several municipalities as one table. Files in, a file out: no deployment is asked."""

from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.exits import Exit, Failure
from services.reporting.export.region import NotOpenData, merged

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def region() -> None:
    """A region (plānošanas reģions): what its municipalities publish, added up."""


@app.command()
def merge(
    archives: Annotated[list[Path], typer.Argument(help="What /v1/open-data.zip of each municipality gives.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The CSV to write.")] = Path("region.csv"),
) -> None:
    """Add up the open data of municipalities. A sum is marked at_least where one of them hides its part."""
    try:
        found = merged(archives)
    except NotOpenData as error:
        raise Failure(Exit.USAGE, str(error), mend="download it anew from GET /v1/open-data.zip") from error
    out.write_text(found.table(), encoding="utf-8", newline="")
    print(f"{out}: {len(found.sums)} numbers of {found.municipalities} municipalities")
