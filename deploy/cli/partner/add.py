"""`tilts partner add`: a new partner in the municipality's file, and everything else that it needs."""

from datetime import timedelta
from difflib import unified_diff
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality, Yes
from deploy.cli.output import say, show_json
from deploy.cli.partner.editing import edited, write
from deploy.cli.partner.ready import ready
from deploy.cli.partner.rotate import TokenDays
from deploy.cli.partner.standing import if_reachable, standing
from deploy.conformance.adding import with_partner
from shared.contracts.codes import Channel, NoticeChannel, PartnerKind, ReferralKind
from shared.contracts.people_codes import Language
from shared.contracts.standing_codes import PartnerState
from shared.settings import Settings
from shared.settings.settings import find


def add(
    code: Annotated[str, typer.Argument(help="Its code, in topics and tokens: lower case, digits, hyphens.")],
    kind: Annotated[PartnerKind, typer.Option(help="What sort of institution it is.")],
    name: Annotated[str, typer.Option(help="Its name in Latvian.")],
    name_en: Annotated[str, typer.Option(help="Its name in English.")],
    channel: Annotated[list[Channel] | None, typer.Option(help="A door its referrals come by; repeat it.")] = None,
    sends: Annotated[list[ReferralKind] | None, typer.Option(help="A kind it may send; repeat it.")] = None,
    notice: Annotated[list[NoticeChannel] | None, typer.Option(help="A way it is told; repeat it.")] = None,
    webhook: Annotated[str | None, typer.Option(help="Where a webhook's notices go.")] = None,
    email: Annotated[str | None, typer.Option(help="Where mails without content go: an address of the office.")] = None,
    sms: Annotated[str | None, typer.Option(help="The office's phone for text messages: +371…")] = None,
    e_address: Annotated[str | None, typer.Option(help="Its official electronic address.")] = None,
    language: Annotated[Language | None, typer.Option(help="In which it is written to; Latvian by default.")] = None,
    provides: Annotated[
        list[str] | None, typer.Option(help="An organisation of the catalogue that it is; repeat it.")
    ] = None,
    municipality: Municipality = None,
    folder: Folder = None,
    kit: Annotated[Path | None, typer.Option(help="Write its developers' kit there: a new folder or .zip.")] = None,
    token_days: TokenDays = 30,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Add a partner: shows the change of the municipality's file, and with --yes writes it and makes all the rest.

    The rest: it is let in, its topics are made, its token and its webhook's secret are shown this once, with the lines
    for Kafka's ACLs. Who provides services of the catalogue gets a second token, to report of them. One that was
    removed is let in again, under new credentials.
    """
    deployment = find_deployment(municipality, folder)
    if not _comes_back(deployment.settings, code):
        file = find(deployment.municipality)
        given = {
            "kind": kind.value, "name": {"lv": name, "en": name_en}, "channels": channel, "sends": sends,
            "notice_channels": notice, "webhook_url": webhook, "email": email, "sms_number": sms,
            "e_address": e_address, "language": language and language.value, "provides": provides,
        }  # fmt: skip
        after = edited(with_partner, file, code, {key: value for key, value in given.items() if value})
        if not json:
            before = file.read_text("utf-8").splitlines(True)
            print("".join(unified_diff(before, after.splitlines(True), file.name, file.name)), end="")
        if not yes:
            raise Failure(Exit.USAGE, "nothing was written: this is the change", mend="the same command with --yes")
        write(file, after)
    made = ready(find_deployment(municipality, folder).settings, code, kit, timedelta(days=token_days))
    if json:
        show_json(made)
        return
    left = made.pop("left to do")
    for name, value in made.items():
        lines = [f"{name}:", *(f"  {one}" for one in value)] if isinstance(value, list) else [f"{name}: {value}"]
        print(*lines, sep="\n")
    say("type next: " + "\n           ".join(left))


def _comes_back(settings: Settings, code: str) -> bool:
    """Whether the file names it although it was removed."""
    if code not in settings.partners:
        return False
    partner, _ = if_reachable(standing(settings, code))
    return partner is not None and partner.state is PartnerState.REMOVED
