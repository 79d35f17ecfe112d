"""`tilts migrate`: the deploy step before services of a new build start."""

import asyncio

import typer

from deploy.cli.choice import services
from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality, Services
from deploy.cli.output import show_json
from shared.runtime.migrate import migrate as run
from shared.settings import Settings

app = typer.Typer(add_completion=False)


@app.command()
def migrate(
    names: Services = None, municipality: Municipality = None, folder: Folder = None, json: Json = False
) -> None:
    """Bring the databases of these services up to this build. Safe to repeat, and while the services run."""
    settings = find_deployment(municipality, folder).settings
    done = asyncio.run(_all(services(names), settings))
    if json:
        show_json(done)
        return
    for service, ran in done.items():
        print(f"{service}: {', '.join(ran) if ran else 'up to date'}")


async def _all(definitions: list, settings: Settings) -> dict[str, list[str]]:
    done = {}
    for definition in definitions:
        # Asked first, because it says better than the driver what is missing.
        async with connected(settings, definition.name):
            done[definition.name] = await run(definition, settings)
    return done
