"""`tilts partner list`: every partner, and what came from it, failed and waits."""

from deploy.cli.database import connected
from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, say, show_json, table
from deploy.cli.partner.counts import COUNTS, counts
from deploy.cli.partner.standing import if_reachable, standings
from shared.partnership import Partner
from shared.settings import Settings


def listing(municipality: Municipality = None, folder: Folder = None, json: Json = False) -> None:
    """All partners: whether they have access, what came, failed, is parked and waits; notices, unanswered and held.

    Where the databases cannot be reached, only what is configured is shown.
    """
    settings = find_deployment(municipality, folder).settings
    known, away = if_reachable(_known(settings))
    if away:
        say(str(away))
    counted, standing = known or (None, {})
    rows = [_row(settings, code, counted, standing.get(code)) for code in {**settings.partners, **standing}]
    if json:
        show_json(rows)
    elif rows:
        console().print(table(list(rows[0]), [row.values() for row in rows]))
        print("look at one: tilts partner show PARTNER")
    else:
        print("no partner is configured")


async def _known(settings: Settings) -> tuple[dict, dict[str, Partner]]:
    async with connected(settings, "intake") as conn:
        standing = await standings(conn)
    return await counts(settings), standing


def _row(settings: Settings, code: str, counted: dict | None, standing: Partner | None) -> dict:
    """One that was removed may stand in the file no more; its past is counted all the same."""
    configured = settings.partners.get(code)
    told = {name: None if counted is None else counted.get(code, {}).get(name, 0) for name in COUNTS}
    return {
        "partner": code,
        "kind": configured.kind if configured else standing.kind,
        "state": standing and standing.state,
        "channels": ", ".join(configured.channels if configured else ()) or "none",
        **told,
    }
