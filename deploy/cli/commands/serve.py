"""`tilts serve`: what runs in production too, one process for as many services as are named."""

import asyncio
import sys

import typer

from deploy.cli.lean import without_unused
from deploy.cli.options import Folder, Municipality, Services

app = typer.Typer(add_completion=False)


@app.command()
def serve(
    names: Services = None,
    municipality: Municipality = None,
    folder: Folder = None,
    log_level: str = typer.Option("info", help="debug, info, warning or error; the log is JSON on stderr."),
) -> None:
    """Serve until SIGTERM or Ctrl-C: relay, consume, fire timers, answer HTTP below /<service>."""
    # Here, because what they import stays in memory for as long as the services run.
    with without_unused():
        from deploy.cli.choice import services
        from deploy.cli.deployment import find_deployment
        from shared.observability import configure
        from shared.runtime.serve import serve as run

        settings = find_deployment(municipality, folder).settings
        definitions = services(names)
    configure(log_level)

    async def ready() -> None:
        at = f"http://{settings.http.host}:{settings.http.port}"
        # A plain line: `deploy.cli.output` would bring the colours that are kept out.
        print(f"serving {', '.join(definition.name for definition in definitions)} at {at}", file=sys.stderr)

    asyncio.run(run(definitions, settings, ready))
