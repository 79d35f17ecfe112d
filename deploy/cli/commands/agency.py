"""`tilts agency`: how agencies can be reached, and what people do about it; each word is in `deploy.cli.agency`."""

import typer

from deploy.cli.agency.acting import drain, enable, pause, replay, resume
from deploy.cli.agency.reading import listing, show

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def agency() -> None:
    """Agencies that are told of cases: what waits for each by each channel, and whether it gets there."""


app.command("list")(listing)
app.command()(show)
app.command()(pause)
app.command()(resume)
app.command()(enable)
app.command()(drain)
app.command()(replay)
