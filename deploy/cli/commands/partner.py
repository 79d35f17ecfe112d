"""`tilts partner`: what partners and their developers need; each word is a file in `deploy.cli.partner`."""

import typer

from deploy.cli.partner.add import add
from deploy.cli.partner.check import check
from deploy.cli.partner.kit import kit
from deploy.cli.partner.listing import listing
from deploy.cli.partner.remove import remove
from deploy.cli.partner.rotate import rotate
from deploy.cli.partner.show import show
from deploy.cli.partner.simulate import simulate
from deploy.cli.partner.suspend import resume, suspend

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def partner() -> None:
    """Partners and their developers: what they need before they talk to us."""


app.command("list")(listing)
app.command()(show)
app.command()(add)
app.command()(rotate)
app.command()(suspend)
app.command()(resume)
app.command()(remove)
app.command()(check)
app.command()(kit)
app.command()(simulate)
