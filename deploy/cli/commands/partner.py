"""`tilts partner`: what partners and their developers need; each word is a file in `deploy.cli.partner`."""

import typer

from deploy.cli.partner.check import check

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def partner() -> None:
    """Partners: check their messages without a server."""


app.command()(check)
