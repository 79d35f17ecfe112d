"""`tilts partner add`: a new partner in the municipality's file, and what has to be typed after that."""

from difflib import unified_diff
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Municipality, Yes
from deploy.cli.output import say
from deploy.conformance.adding import with_partner
from shared.contracts.codes import Channel, NoticeChannel, PartnerKind, ReferralKind
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
    municipality: Municipality = None,
    folder: Folder = None,
    yes: Yes = False,
) -> None:
    """Add a partner to the municipality's file: shows the change, and with --yes writes it.

    Running services know it after the next deployment; the commands for that are printed.
    """
    deployment = find_deployment(municipality, folder)
    file = find(deployment.municipality)
    given = {
        "kind": kind.value, "name": {"lv": name, "en": name_en}, "channels": channel, "sends": sends,
        "notice_channels": notice, "webhook_url": webhook,
    }  # fmt: skip
    text = file.read_text("utf-8")
    edited = _edited(text, code, {key: value for key, value in given.items() if value})
    print("".join(unified_diff(text.splitlines(True), edited.splitlines(True), file.name, file.name)), end="")
    if not yes:
        raise Failure(Exit.USAGE, "nothing was written: this is the change", mend="the same command with --yes")
    _write(file, edited)
    say("type next: " + "\n           ".join(_next(deployment.settings.municipality.slug, code, webhook)))


def _edited(text: str, code: str, partner: dict[str, Any]) -> str:
    try:
        return with_partner(text, code, partner)
    except ValueError as error:
        raise Failure(Exit.USAGE, f"{code} cannot be added", str(error)) from None


def _write(file: Path, text: str) -> None:
    """Beside it first, and read as a service would read it: what cannot be used never stands in its place."""
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, "utf-8")
        Settings.load(beside)
        beside.replace(file)
    except OSError as error:
        raise Failure(Exit.UNREACHABLE, f"{file} cannot be written", error.strerror or "") from None
    finally:
        beside.unlink(missing_ok=True)


def _next(municipality: str, code: str, webhook: str | None) -> list[str]:
    secret = [f"put the webhook's secret into the folder of secrets: partners__{code}__webhook_secret"]
    return [
        *(secret if webhook else []),
        f"tilts config show partners.{code} -m {municipality}",
        f"tilts topics -m {municipality}",
        f"tilts partner show {code} -m {municipality}, for the lines of Kafka's ACLs",
        "deploy the file and start the services again: they read it once",
    ]
