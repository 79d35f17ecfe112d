"""`tilts import list`: each file that was imported, how far it is, and what became of its rows."""

import asyncio
from typing import Any

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.imports.kinds import SERVICES
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from shared.bulk import jobs
from shared.settings import Settings


def listing(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """Each import, the latest first. A file is named by the beginning of its SHA-256: sha256sum FILE."""
    rows = asyncio.run(_rows(find_deployment(municipality, folder).settings))
    if json:
        show_json(rows)
    elif rows:
        console().print(table(list(rows[0]), [list(row.values()) for row in rows]))
    else:
        print("nothing was imported")


async def _rows(settings: Settings) -> list[dict[str, Any]]:
    found = []
    for service in SERVICES:
        async with connected(settings, service) as conn:
            found += await jobs.listed(conn)
    found.sort(key=lambda row: row["updated_at"], reverse=True)
    return [
        {
            "file": row["digest"][:12],
            "kind": row["kind"],
            "as": row["partner"],
            "done": "all" if row["finished_at"] else f"{row['bytes'] / row['size']:.0%}",
            "rows": row["rows"],
            "taken": row["taken"],
            "repeated": row["repeated"],
            "rejected": row["rejected"],
            "last": row["updated_at"].isoformat(timespec="seconds"),
        }
        for row in found
    ]
