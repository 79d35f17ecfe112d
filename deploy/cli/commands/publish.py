"""`tilts publish`: one referral as a partner would send it. Ours, because not every Kafka client gets on with the
embedded broker."""

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import say, show_json
from deploy.partner import referral, send_and_wait
from shared.contracts.partner import MessageRejected
from shared.settings import Settings

app = typer.Typer(add_completion=False)


@app.command()
def publish(
    file: Annotated[str | None, typer.Argument(help="The referral as JSON; `-` reads it from stdin.")] = None,
    partner: Annotated[str, typer.Option("--as", help="The partner who sends it.")] = "valsts-policija",
    kind: Annotated[str, typer.Option(help="What kind of report it is.")] = "police.family_violence",
    need: Annotated[list[str] | None, typer.Option(help="What help is needed; may be repeated.")] = None,
    given_name: Annotated[str, typer.Option(help="Of the person it is about.")] = "Anna",
    family_name: Annotated[str, typer.Option()] = "Paraudziņa",
    narrative: Annotated[str, typer.Option(help="What happened.")] = "Izsaukums uz dzīvokli naktī.",
    urgent: Annotated[bool, typer.Option("--urgent")] = False,
    message: Annotated[str | None, typer.Option(help="Its id; the same id again counts once.")] = None,
    wait: Annotated[float, typer.Option(help="Seconds to wait for the receipt.")] = 10,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Send one referral as a partner on its topic and show the first receipt: a number, or why it was rejected."""
    settings = find_deployment(municipality, folder).settings
    _must_be_a_partner(settings, partner)
    if file:
        body = _read(file)
    else:
        subject = {"given_name": given_name, "family_name": family_name}
        body = {
            "reference": f"TRY-{uuid4().hex[:8]}",
            "kind": kind,
            "needs": need or ["violence_in_family"],
            "subject": subject,
            "narrative": narrative,
            "occurred_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "urgent": urgent,
        }
    sent = referral(partner, message or str(uuid4()), body)
    receipt = asyncio.run(send_and_wait(settings, sent, wait))
    if receipt is None:
        why = "it was sent, but intake has not answered"
        raise Failure(Exit.UNREACHABLE, f"no receipt within {wait:g} s", why, "tilts status")
    say(f"{receipt.type} after {receipt.seconds * 1000:.0f} ms")
    show_json(receipt.body if not json else {"type": receipt.type, "seconds": receipt.seconds, "body": receipt.body})
    if receipt.type == MessageRejected.type:
        raise typer.Exit(Exit.DATA)


def _must_be_a_partner(settings: Settings, partner: str) -> None:
    senders = [code for code, one in settings.partners.items() if "kafka" in one.channels]
    if partner not in senders:
        raise Failure(Exit.USAGE, f"{partner} sends no referrals by topic", mend=f"--as one of {', '.join(senders)}")


def _read(file: str) -> bytes:
    """The text as it stands: what is broken is to be sent broken."""
    try:
        return sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise Failure(Exit.USAGE, f"{file} cannot be read", error.strerror or "") from None
