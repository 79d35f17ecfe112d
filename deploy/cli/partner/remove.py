"""`tilts partner remove`: a partner has no access any more, at once; what it sent stays, and its file entry goes."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Failure
from deploy.cli.options import Folder, Json, Municipality, Yes
from deploy.cli.output import show_json
from deploy.cli.partner.editing import edited, write
from deploy.cli.partner.standing import change, known
from deploy.conformance.adding import without_partner
from services.intake.domain import partners
from shared.contracts.standing_codes import RemovalReason
from shared.contracts.topics import EDGE_TOPICS
from shared.settings import Settings, SettingsError
from shared.settings.settings import find
from shared.stream import kafka, topics


def remove(
    code: Annotated[str, typer.Argument(help="The partner's code.")],
    reason: Annotated[RemovalReason, typer.Option(help="Why; it is a fact, the partner is not told.")],
    force: Annotated[bool, typer.Option("--force", help="Although referrals of it are open.")] = False,
    delete_topics: Annotated[bool, typer.Option("--delete-topics", help="Delete its four topics as well.")] = False,
    yes: Yes = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """End a partner's access for good, and with --yes take it out of the municipality's file.

    Refused while referrals of it are open, unless forced: it would not hear how they end. Its past stays. Only `add`
    lets it in again, under new credentials.
    """
    deployment = find_deployment(municipality, folder)
    settings = deployment.settings
    rule = known(lambda seen, still_open, cause: partners.remove(seen, reason, still_open, force, cause), code)
    partner = change(settings, code, rule)
    done = {
        "partner": code,
        "state": partner.state,
        "file": _taken_out(find(deployment.municipality), code, yes),
        "topics": asyncio.run(_deleted(settings, code)) if delete_topics else "kept until their records are too old",
    }
    show_json(done) if json else print(*(f"{name}: {value}" for name, value in done.items()), sep="\n")


def _taken_out(file: Path, code: str, yes: bool) -> str:
    if not yes:
        return f"{file.name} still names it, which lets nobody in: take it out, or say --yes"
    try:
        write(file, edited(without_partner, file, code))
    except (Failure, SettingsError) as error:
        return f"{file.name} still names it, which lets nobody in; it cannot be taken out: {error}"
    return f"taken out of {file.name}; deploy it and start the services again when it suits you"


async def _deleted(settings: Settings, code: str) -> list[str]:
    names = [topic.named(settings.municipality.slug, code) for topic in EDGE_TOPICS]
    return await topics.delete(kafka.connection(settings.broker), names)
