"""`tilts agency list` and `show`: how each agency can be reached, channel by channel."""

import asyncio
from typing import Annotated

import typer

from deploy.cli.agency.ways import seen, unknown
from deploy.cli.deployment import find_deployment
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import console, show_json, table
from services.notifications.api.agency_views import AgencyView, ChannelView


def listing(
    troubled: Annotated[bool, typer.Option("--troubled", help="Only with a channel that nothing goes to now.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """All agencies by each channel: what waits and how long, whether tries go through, how long delivery takes."""
    found = asyncio.run(seen(find_deployment(municipality, folder).settings)).values()
    rows = [
        {"agency": agency.agency, "access": agency.state, **_row(channel)}
        for agency in found
        for channel in agency.channels
        if not troubled or _stands(channel) != "closed"
    ]
    if json:
        show_json(rows)
    elif rows:
        console().print(table(list(rows[0]), [row.values() for row in rows]))
        print("look at one: tilts agency show AGENCY")
    else:
        print("every agency can be reached" if troubled else "no agency is told of anything")


def show(
    code: Annotated[str, typer.Argument(help="The agency's code.")],
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """One agency with everything that is known of its channels, and what to type next where one is in trouble."""
    agency = asyncio.run(seen(find_deployment(municipality, folder).settings)).get(code)
    if agency is None:
        raise unknown(code)
    tell(agency, json)


def tell(agency: AgencyView, json: bool) -> None:
    """Show one agency."""
    if json:
        show_json(agency.model_dump(mode="json"))
        return
    print(f"{agency.agency}: access {agency.state}, {agency.unanswered} unanswered, {agency.overdue} of them overdue")
    shown = [channel.model_dump(mode="json") for channel in agency.channels]
    names = [name for name in ChannelView.model_fields if name != "channel"]
    rows = [[name, *(one[name] for one in shown)] for name in names]
    console().print(table(["", *(one["channel"] for one in shown)], rows))
    for channel in agency.channels:
        if word := _MENDS.get(_stands(channel)):
            print(f"type next: tilts agency {word} {agency.agency} --channel {channel.channel} --reason …")


_MENDS = {"paused": "resume", "disabled": "enable", "open": "drain"}


def _row(channel: ChannelView) -> dict:
    return {
        "channel": channel.channel,
        "stands": _stands(channel),
        "queue": channel.queue,
        "oldest s": channel.oldest_seconds,
        "failed": channel.failures,
        "next try": channel.next_try and f"{channel.next_try:%H:%M:%S}",
        "last success": channel.last_success and f"{channel.last_success:%Y-%m-%d %H:%M:%S}",
        "p50 s": channel.p50_seconds,
        "p90 s": channel.p90_seconds,
    }


def _stands(channel: ChannelView) -> str:
    """In one word: `paused`, `disabled`, or the circuit."""
    return "paused" if channel.paused_since else "disabled" if channel.disabled_since else channel.circuit.value
