"""What a partner is told about a message that was parked: a problem in the form of RFC 9457, quoting nothing of it."""

from collections.abc import Iterable

from pydantic import ValidationError

from shared.contracts.codes import ParkReason
from shared.contracts.partner import FieldProblem, Problem
from shared.contracts.registry import InvalidData
from shared.decision import Refusal
from shared.stream.work import Failure

_TITLES = {
    ParkReason.INVALID: "The message breaks its contract",
    ParkReason.UNKNOWN_TYPE: "The type of the message is not known here",
    ParkReason.UNKNOWN_VERSION: "This version of the message is not known here",
    ParkReason.RULE: "The message cannot be processed",
    ParkReason.BEHIND: "An earlier message must be processed first",
}


def problem_of(failure: Failure) -> Problem:
    """Why the message could not be processed, and how its sender can mend it."""
    error = failure.error
    if isinstance(error, Refusal):
        return _problem(error.code, error.title, error.detail, error.pointers)
    code, title = f"message-{failure.reason.replace('_', '-')}", _TITLES[failure.reason]
    if isinstance(error, InvalidData):
        return _problem(code, title, "Correct the fields and send it under a new id.", error.errors)
    return _problem(code, title, failure.detail, ())


def _problem(code: str, title: str, detail: str, errors: Iterable[tuple[str, str]]) -> Problem:
    fields = tuple(_field(pointer, sentence) for pointer, sentence in list(errors)[:100])
    return Problem(type=f"/problems/{code}", title=title, detail=detail[:2000], errors=fields)


def _field(pointer: str, sentence: str) -> FieldProblem:
    try:
        return FieldProblem(pointer=pointer, message=sentence[:300])
    except ValidationError:
        # A hostile field name is no clean pointer; the whole message is named instead.
        return FieldProblem(pointer="", message=sentence[:300])
