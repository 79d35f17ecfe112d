"""What a partner is told about a message that could not be taken: a problem in the form of RFC 9457, quoting nothing."""

from pydantic import ValidationError

from shared.contracts.partner import FieldProblem, MessageRejected, Problem
from shared.contracts.registry import InvalidData
from shared.decision import Refusal
from shared.stream.work import Failure

_TITLES = {
    "invalid": "The message breaks its contract",
    "unknown_type": "The type of the message is not known here",
    "unknown_version": "This version of the message is not known here",
    "rule": "The message cannot be processed",
    "behind": "An earlier message must be processed first",
}


def rejection(message: str, failure: Failure) -> MessageRejected:
    """The receipt for a message that was parked. `message` is the partner's own id of it."""
    error = failure.error
    if isinstance(error, InvalidData):
        problem = _problem(failure, "Correct the fields and send it under a new id.", error.errors)
    elif isinstance(error, Refusal):
        problem = Problem(
            type=f"/problems/{error.code}", title=error.title, detail=error.detail, errors=_fields(error.pointers)
        )
    else:
        problem = _problem(failure, failure.detail, ())
    return MessageRejected(message=message, problem=problem)


def _problem(failure: Failure, detail: str, errors) -> Problem:
    title = _TITLES[failure.reason]
    return Problem(
        type=f"/problems/message-{failure.reason.replace('_', '-')}",
        title=title,
        detail=detail[:2000],
        errors=_fields(errors),
    )


def _fields(errors) -> tuple[FieldProblem, ...]:
    found = []
    for pointer, sentence in errors[:100]:
        try:
            found.append(FieldProblem(pointer=pointer, message=sentence[:300]))
        except ValidationError:
            # A hostile field name is no clean pointer; the whole message is named instead.
            found.append(FieldProblem(pointer="", message=sentence[:300]))
    return tuple(found)
