"""`tilts serve`: what runs in production too, one process for as many services as are named."""

import asyncio

import typer

from deploy.cli.choice import services
from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Municipality, Services
from deploy.cli.output import say
from shared.observability import configure
from shared.runtime.serve import serve as run

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    names: Services = None,
    municipality: Municipality = None,
    folder: Folder = None,
    log_level: str = typer.Option("info", help="debug, info, warning or error; the log is JSON on stderr."),
) -> None:
    """Serve until SIGTERM or Ctrl-C: relay, consume, fire timers, answer HTTP below /<service>."""
    settings = find_deployment(municipality, folder).settings
    definitions = services(names)
    configure(log_level)

    async def ready() -> None:
        at = f"http://{settings.http.host}:{settings.http.port}"
        say(f"serving {', '.join(definition.name for definition in definitions)} at {at}")

    asyncio.run(run(definitions, settings, ready))
