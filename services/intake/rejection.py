"""The receipt for a message that was parked."""

from shared.contracts.partner import MessageRejected
from shared.stream.problem import problem_of
from shared.stream.work import Failure


def rejection(message: str, failure: Failure) -> MessageRejected:
    """`message` is the partner's own id of it."""
    return MessageRejected(message=message, problem=problem_of(failure))
