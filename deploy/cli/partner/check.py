"""`tilts partner check`: would we take this message, and if not, why? Needs no server, database or broker."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from deploy.cli.exits import Exit, Failure
from deploy.cli.options import Folder, Json, Municipality
from deploy.cli.output import show_json
from deploy.cli.partner.whose import rules_of
from deploy.conformance.agreed import Agreement
from deploy.conformance.messages import NOBODY, Given, full_type, in_bytes, in_path
from deploy.conformance.verdict import Verdict, judge


def check(
    files: Annotated[list[str], typer.Argument(help="JSON files, `.jsonl` files, folders; `-` reads stdin.")],
    type: Annotated[str | None, typer.Option(help="What a body without headers is: referral-submitted, …")] = None,
    partner: Annotated[str | None, typer.Option("--as", help="Judge it as sent by this partner of -m.")] = None,
    municipality: Municipality = None,
    folder: Folder = None,
    json: Json = False,
) -> None:
    """Say of each message whether we would take it, and if not every reason as its receipt would give it.

    Exit code 1 when one would be rejected. With --as also whether the municipality has agreed this kind with the
    partner; what came before a message (an id used twice, say) is not known here.
    """
    agreement = Agreement(rules_of(municipality, folder, partner)) if partner else None
    verdicts = list(judge(_given(files, partner or NOBODY, _type(type)), agreement))
    if not verdicts:
        raise Failure(Exit.USAGE, "there is no message to check", "no .json and no .jsonl was found there")
    if json:
        show_json([_as_json(one) for one in verdicts])
    else:
        print("\n".join(line for one in verdicts for line in _lines(one)))
        print(_sum(verdicts))
    if any(one.problem for one in verdicts):
        raise typer.Exit(Exit.FINDINGS)


def _type(name: str | None) -> str | None:
    try:
        return full_type(name) if name else None
    except LookupError as error:
        raise Failure(Exit.USAGE, str(error)) from None


def _given(files: Iterable[str], partner: str, type: str | None) -> Iterator[Given]:
    for file in files:
        try:
            if file == "-":
                yield from in_bytes(sys.stdin.buffer.read(), "stdin", partner, type)
            else:
                yield from in_path(Path(file), partner, type)
        except OSError as error:
            raise Failure(Exit.USAGE, f"{file} cannot be read", error.strerror or "") from None


def _as_json(one: Verdict) -> dict:
    return {
        "source": one.source,
        "type": one.type,
        "taken": one.problem is None,
        "problem": one.problem and one.problem.model_dump(mode="json", exclude_none=True),
        "warnings": [{"pointer": pointer, "message": message} for pointer, message in one.warnings],
    }


def _lines(one: Verdict) -> Iterator[str]:
    problem = one.problem
    yield f"{'rejected' if problem else 'taken':<9} {one.source}"
    if problem:
        yield f"          {problem.type}: {problem.title}. {problem.detail or ''}".rstrip()
        yield from (f"          {error.pointer or 'the whole message'}  {error.message}" for error in problem.errors)
    yield from (f"  warning {pointer}  {message}" for pointer, message in one.warnings)


def _sum(verdicts: list[Verdict]) -> str:
    rejected = sum(one.problem is not None for one in verdicts)
    return f"{len(verdicts)} checked: {len(verdicts) - rejected} would be taken, {rejected} rejected"
