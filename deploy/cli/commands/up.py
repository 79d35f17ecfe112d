"""`tilts up`: the whole of Tilts on one machine, from one command."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from deploy.brokers import BROKERS
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Municipality
from deploy.cli.output import console
from deploy.day.play import MUNICIPALITY
from deploy.day.size import FULL, SMALL
from deploy.up.folder import AlreadyRunning, folder_of
from deploy.up.plan import PortTaken, Wish
from deploy.up.run import Up
from deploy.up.steps import Steps

app = typer.Typer(add_completion=False)


@app.command()
def up(
    broker: Annotated[str, typer.Option(help=f"One of {', '.join(BROKERS)}.")] = "embedded",
    day: Annotated[bool, typer.Option("--day/--no-day", help="Play the day, once in a folder.")] = True,
    small: Annotated[bool, typer.Option("--small", help="A quarter of the day, in ten seconds.")] = False,
    fresh: Annotated[bool, typer.Option("--fresh", help="Begin anew: remove what is in the folder.")] = False,
    port: Annotated[int | None, typer.Option(help="For HTTP; 8080 or a free one, 0 for any.", min=0, max=65535)] = None,
    processes: Annotated[bool, typer.Option("--processes", help="A process for each service.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
) -> None:
    """Start PostgreSQL, a broker and the services here, play a day in Liepāja, and keep running until Ctrl-C."""
    if broker not in BROKERS:
        raise Failure(Exit.USAGE, f"{broker} is no broker", mend=f"--broker {' or '.join(BROKERS)}")
    wish = Wish(municipality or MUNICIPALITY, broker, port, processes)
    state = folder_of(wish.municipality, folder)
    try:
        with state.held():
            if fresh:
                state.clear()
            # The day is Liepāja's, and what is sent again under the same ids would count only once.
            agencies = day and Path(wish.municipality).stem == MUNICIPALITY
            size = (SMALL if small else FULL) if agencies and not state.played.exists() else None
            code = asyncio.run(Up(wish, state, agencies, size, Steps(console(stderr=True)), console()).run())
    except AlreadyRunning as running:
        raise Failure(
            Exit.USAGE, f"it is running already, as process {running.pid}", "", f"stop it: kill {running.pid}"
        ) from None
    except PortTaken as taken:
        raise Failure(Exit.UNREACHABLE, str(taken), "", "choose another: tilts up --port 0 takes a free one") from None
    if code:
        raise typer.Exit(code)
