"""`tilts agency pause`, `resume`, `enable`, `drain` and `replay`: each with a reason, each a fact."""

from datetime import UTC, datetime
from typing import Annotated

import asyncpg
import typer

from deploy.cli.agency.reading import tell
from deploy.cli.agency.ways import Rule, move, switch
from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from services.notifications import agencies
from services.notifications.domain import operating
from services.notifications.domain.operating import Replayed, Way
from shared.contracts.agency_channel_codes import ChannelReason, DrainedTo
from shared.contracts.codes import NoticeChannel
from shared.decision import Cause, Decision

Code = Annotated[str, typer.Argument(help="The agency's code.")]
Channel = Annotated[NoticeChannel, typer.Option(help="Which of its channels.")]
Why = Annotated[ChannelReason, typer.Option("--reason", help="Why; it is a fact, the agency is not told.")]
_FORMATS = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"]
From = Annotated[datetime | None, typer.Option("--from", formats=_FORMATS, help="Issued then or later, in UTC.")]
Until = Annotated[datetime | None, typer.Option("--until", formats=_FORMATS, help="Issued before then, in UTC.")]


def pause(
    code: Code, channel: Channel, reason: Why, municipality: Municipality = None, folder: Folder = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Send nothing by a channel until `resume`. Urgent notices go on to the next channel after a minute."""
    _switched(operating.pause, Way(code, channel), reason, municipality, folder, json)


def resume(
    code: Code, channel: Channel, reason: Why, municipality: Municipality = None, folder: Folder = None,
    json: Json = False,
) -> None:  # fmt: skip
    """End a pause; what waits goes out by itself."""
    _switched(operating.resume, Way(code, channel), reason, municipality, folder, json)


def enable(
    code: Code, channel: Channel, reason: Why, municipality: Municipality = None, folder: Folder = None,
    json: Json = False,
) -> None:  # fmt: skip
    """Try a channel again now: one whose receiver said that it is gone, or that is left alone after failures."""
    _switched(operating.enable, Way(code, channel), reason, municipality, folder, json)


def drain(
    code: Code,
    channel: Channel,
    reason: Why,
    to: Annotated[DrainedTo, typer.Option(help="Its next channel, or a person who picks up the phone.")],
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Take what waits for a channel another way; behind the last channel a person is told to phone."""

    async def decide(conn: asyncpg.Connection, cause: Cause) -> Decision:
        waiting = await agencies.waiting(conn, code, channel)
        return operating.drain(Way(code, channel), waiting, to, reason, cause)

    _moved(code, move(find_deployment(municipality, folder).settings, code, decide, channel), "go another way", json)


def replay(
    code: Code,
    reason: Why,
    since: From = None,
    until: Until = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only those without a word of it.")] = False,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Bring once more what was issued in a period, or has no answer, under the same message id.

    What was answered or withdrawn is not sent again: the agency finds it in its own list.
    """
    if not (unanswered or since):
        raise Failure(Exit.USAGE, "all there ever was is too much", "", "say --from, or --unanswered")
    which = Replayed(since and since.replace(tzinfo=UTC), until and until.replace(tzinfo=UTC), unanswered)

    async def decide(conn: asyncpg.Connection, cause: Cause) -> Decision:
        return operating.replay(code, which, await agencies.sent(conn, code, which), reason, cause)

    _moved(code, move(find_deployment(municipality, folder).settings, code, decide), "are brought once more", json)


def _switched(rule: Rule, way: Way, reason: ChannelReason, municipality, folder, json: bool) -> None:
    tell(switch(find_deployment(municipality, folder).settings, way, reason, rule), json)


def _moved(agency: str, notices: int, what: str, json: bool) -> None:
    if json:
        show_json({"agency": agency, "notices": notices})
    else:
        print(f"{notices} notices of {agency} {what}, one by one\nsee how far it is: tilts agency show {agency}")
