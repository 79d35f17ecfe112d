"""`tilts route explain`: whom a fact would have told of what, by when, and why nobody else. Nothing is sent."""

import json as jsonlib
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any

import typer

from deploy.cli.deployment import find_deployment
from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from services.notifications.domain.rules import Verdict
from services.notifications.explaining import Explained, Told
from services.notifications.explaining import explain as explained
from services.notifications.rules import rulebook
from shared.calendar import RIGA
from shared.contracts.errors import InvalidData
from shared.contracts.fact import Fact
from shared.contracts.registry import BY_TYPE, decode

app = typer.Typer(add_completion=False, no_args_is_help=True)
_NOON = time(12, 0)


@app.callback()
def route() -> None:
    """Who must be told of what: the rules of notice, asked about a fact."""


@app.command()
def explain(
    file: Annotated[str, typer.Argument(help="A JSON file with a fact, or a list of facts; `-` reads stdin.")],
    at: Annotated[str | None, typer.Option("--at", help="As if it happened then: 2027-01-04, or an instant.")] = None,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Which rules fit a fact, which do not and why, who would be told which fields by which channel until when.

    A fact is {"type": "case-opened", "data": {…}}, as on the topic. Of a list the last one is explained, after what the
    earlier ones said of the case: a risk that is higher needs one that was lower. Needs no server, database or broker.
    """
    settings = find_deployment(municipality, folder).settings
    try:
        answer = explained(_facts(file), rulebook(settings), _instant(at) if at else None)
    except LookupError as error:
        raise Failure(Exit.USAGE, "the fact cannot be explained", str(error)) from None
    if json:
        show_json(_as_json(answer))
    else:
        print("\n".join(_lines(answer)))


def _facts(file: str) -> list[Fact]:
    try:
        written = jsonlib.loads(sys.stdin.read() if file == "-" else Path(file).read_text("utf-8"))
    except OSError as error:
        raise Failure(Exit.USAGE, f"{file} cannot be read", error.strerror or "") from None
    except ValueError as error:
        raise Failure(Exit.USAGE, f"{file} is no JSON", str(error)) from None
    facts = [_fact(one) for one in (written if isinstance(written, list) else [written])]
    if not facts:
        raise Failure(Exit.USAGE, f"{file} holds no fact")
    return facts


def _fact(written: Any) -> Fact:
    if not isinstance(written, dict) or not {"type", "data"} <= written.keys():
        raise Failure(Exit.USAGE, "that is no fact", "one has a type and data", '{"type": "case-opened", "data": {…}}')
    name = str(written["type"])
    kind = next((c for type, c in BY_TYPE.items() if name in (type, type.split(".")[-2]) and issubclass(c, Fact)), None)
    if kind is None:
        raise Failure(Exit.USAGE, f"there is no fact {name}", "", "the names are in shared/contracts/golden")
    try:
        return decode(kind.type, jsonlib.dumps(written["data"]).encode())
    except InvalidData as error:
        raise Failure(Exit.DATA, f"{name} cannot be read", str(error)) from None


def _instant(text: str) -> datetime:
    try:
        given = datetime.combine(date.fromisoformat(text), _NOON) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        raise Failure(Exit.USAGE, f"{text} is no day and no instant", "", "--at 2027-01-04") from None
    return given if given.tzinfo else given.replace(tzinfo=RIGA)


def _as_json(answer: Explained) -> dict[str, Any]:
    return {
        "fact": answer.fact,
        "at": answer.at.isoformat(),
        "told": [_told_as_json(told) for told in answer.told],
        "rules": [
            {"rule": v.rule.code, "agency": v.rule.agency, "fits": v.fits, "against": v.against}
            for v in answer.verdicts
        ],
    }


def _told_as_json(told: Told) -> dict[str, Any]:
    return {
        "agency": told.agency, "rules": told.rules, "joins": told.joins, "purpose": told.purpose,
        "legal_basis": told.legal_basis, "article": told.article, "fields": told.fields, "channels": told.channels,
        "acknowledge_by": told.acknowledge_by.isoformat(),
        "silence": [{"level": level, "at": due.isoformat()} for level, due in told.silence],
    }  # fmt: skip


def _lines(answer: Explained) -> Iterator[str]:
    yield f"{answer.fact}, {_clock(answer.at)}"
    for told in answer.told:
        yield f"tells    {told.agency}{' (joins the notice of minutes ago)' if told.joins else ''}"
        yield f"  by       {', '.join(told.rules)}"
        yield f"  for      {told.purpose}; {told.legal_basis}, {told.article}"
        yield f"  fields   {', '.join(told.fields) or 'none'}"
        yield f"  how      {', then '.join(told.channels)}"
        yield f"  until    {_clock(told.acknowledge_by)}"
        ladder = ", ".join(f"{level} {_clock(due)}" for level, due in told.silence)
        yield f"  silence  {ladder or 'a phone task at once'}"
    if not answer.told:
        yield "tells    nobody"
    yield from _against(answer.verdicts)


def _against(verdicts: Sequence[Verdict]) -> Iterator[str]:
    for verdict in verdicts:
        if not verdict.fits:
            yield f"not      {verdict.rule.code} ({verdict.rule.agency}): {'; '.join(verdict.against)}"


def _clock(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"
