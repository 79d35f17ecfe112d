"""`tilts partner list`: every partner, and what came from it, failed and waits."""

import asyncio

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, say, show_json, table
from deploy.cli.partner.counts import COUNTS, counts
from shared.settings import Settings


def listing(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """All partners with their counts: came, failed, parked, waiting; notices to them, and those unanswered.

    Where the databases cannot be reached, only what is configured is shown.
    """
    settings = find_deployment(municipality, folder).settings
    try:
        counted = asyncio.run(counts(settings))
    except Failure as failure:
        say(str(failure))
        counted = None
    rows = [_row(settings, code, counted) for code in settings.partners]
    if json:
        show_json(rows)
    elif rows:
        console().print(table(list(rows[0]), [row.values() for row in rows]))
        print("look at one: tilts partner show PARTNER")
    else:
        print("no partner is configured")


def _row(settings: Settings, code: str, counted: dict | None) -> dict:
    partner = settings.partners[code]
    told = {name: None if counted is None else counted.get(code, {}).get(name, 0) for name in COUNTS}
    return {"partner": code, "kind": partner.kind, "channels": ", ".join(partner.channels) or "none", **told}
