"""`tilts cut`: where reporting stood at an instant, so that what it said then can be said again."""

import asyncio
from typing import Annotated

import typer

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from services.reporting.cuts import cuts
from services.reporting.cuts.cuts import Cut
from services.reporting.projections.projecting import NAME
from shared.settings import Settings

app = typer.Typer(add_completion=False, no_args_is_help=True)


@app.callback()
def cut() -> None:
    """Cuts of reporting: take one, list, show.

    `?as_of=NAME` on figures, tables and pages reports as of one; the page /pages/cuts leads to each of them.
    """


@app.command()
def take(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """Take a cut now, beside the one that is taken at the end of every day."""
    taken = asyncio.run(_take(find_deployment(municipality, folder).settings))
    if json:
        show_json(_told(taken))
    else:
        print(f"{taken.name}: {taken.at.facts} facts; as of it: /?as_of={taken.name}, /v1/figures?as_of={taken.name}")


@app.command("list")
def listed(
    daily: Annotated[bool | None, typer.Option("--daily/--on-demand", help="Only these; both unless given.")] = None,
    count: Annotated[int, typer.Option("--count", "-n", min=1, help="So many at most.")] = 50,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """The cuts there are, newest first."""
    found = asyncio.run(_listed(find_deployment(municipality, folder).settings, daily, count))
    if json:
        show_json([_told(one) for one in found])
    elif found:
        rows = [
            (one.name, "daily" if one.daily else "on demand", f"{one.taken_at:%Y-%m-%d %H:%M:%S}Z",
             "late" if one.late else "", one.at.facts, one.hash[:16])
            for one in found
        ]  # fmt: skip
        console().print(table(["cut", "kind", "taken", "", "facts", "hash"], rows))
    else:
        print("no cut was taken yet")


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="A day, or one with a number behind it: 2026-11-30, 2026-11-30.1.")],
    municipality: Municipality = None,
    folder: Folder = None,
) -> None:
    """One cut with its vector: how far each partition of each source was applied. JSON."""
    found = asyncio.run(_find(find_deployment(municipality, folder).settings, name))
    if found is None:
        raise Failure(Exit.DATA, f"there is no cut {name}", mend="see which there are: tilts cut list")
    applied = [
        {"source": source, "partition": partition, "epoch": at.epoch, "position": at.position, "fact": at.fact}
        for (source, partition), at in found.at.applied.items()
    ]
    show_json(_told(found) | {"applied": applied, "own_log": found.at.own_log})


def _told(one: Cut) -> dict:
    return {
        "name": one.name, "day": one.day, "daily": one.daily, "taken_at": one.taken_at, "late": one.late,
        "facts": one.facts, "hash": one.hash,
    }  # fmt: skip


async def _take(settings: Settings) -> Cut:
    async with connected(settings, NAME) as conn:
        return await cuts.take(conn, settings.calendar.clock().now())


async def _listed(settings: Settings, daily: bool | None, count: int) -> list[Cut]:
    async with connected(settings, NAME) as conn:
        return list(await cuts.listed(conn, daily, (None, None), count))


async def _find(settings: Settings, name: str) -> Cut | None:
    async with connected(settings, NAME) as conn:
        return await cuts.find(conn, name)
