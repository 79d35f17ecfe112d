"""What an agency is told about an answer of its that was parked."""

from shared.contracts.partner import AnswerRejected
from shared.stream.problem import problem_of
from shared.stream.work import Failure


def rejection(message: str, failure: Failure) -> AnswerRejected:
    """`message` is the agency's own id of it."""
    return AnswerRejected(message=message, problem=problem_of(failure))
