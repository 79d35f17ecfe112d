"""`tilts partner suspend` and `resume`: keep a partner out for a while, at every door, from the same instant on."""

import asyncio
from typing import Annotated

import typer

from deploy.cli.commands.parked import replay_all
from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from deploy.cli.partner.standing import change, known
from services.intake.domain import partners
from shared.contracts.standing_codes import SuspensionReason
from shared.partnership import Partner

Code = Annotated[str, typer.Argument(help="The partner's code.")]


def suspend(
    code: Code,
    reason: Annotated[SuspensionReason, typer.Option(help="Why; it is a fact, the partner is not told.")],
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Keep a partner out from now on, until `resume`; no service has to start again.

    Over HTTP it gets 403. What it writes on its topics is answered with MessageRejected and parked, so that
    `resume --replay` can take it up. Notices to it are held; their deadlines run, so that somebody picks up the phone.
    """
    settings = find_deployment(municipality, folder).settings
    _say(change(settings, code, known(lambda seen, _, cause: partners.suspend(seen, reason, cause), code)), {}, json)


def resume(
    code: Code,
    replay: Annotated[bool, typer.Option("--replay", help="Take up what was parked while it was suspended.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Let a suspended partner in again. Held notices go out by themselves."""
    settings = find_deployment(municipality, folder).settings
    partner = change(settings, code, known(lambda seen, _, cause: partners.resume(seen, cause), code))
    taken_up = asyncio.run(replay_all(settings, f"partner.{code}", "partner-suspended")) if replay else None
    _say(partner, {} if taken_up is None else {"taken up": taken_up}, json)


def _say(partner: Partner, more: dict, json: bool) -> None:
    if json:
        show_json({"partner": partner.id, "state": partner.state, "since": partner.since, **more})
        return
    print(f"{partner.id} is {partner.state} since {partner.since:%Y-%m-%d %H:%M:%S} UTC")
    for name, value in more.items():
        print(f"{name}: {value}")
    if not partner.has_access:
        print(f"type next: tilts partner resume {partner.id} --replay")
