"""A partner learns why its message was parked, in the same form whatever the reason, and never a value out of it."""

import pytest

from shared.contracts.codes import ParkReason
from shared.contracts.registry import InvalidData
from shared.decision import Refusal
from shared.stream.problem import problem_of
from shared.stream.record import edge_record
from shared.stream.work import Failure

RECORD = edge_record("skola", "liepaja.partner.skola.answers", None, b"{}", ())
REFUSAL = Refusal(code="not-yours", title="Not yours", detail="Ask for your own.", pointers=(("/notice", "not yours"),))


@pytest.mark.parametrize(
    ("reason", "error", "type", "detail", "errors"),
    [
        (ParkReason.RULE, REFUSAL, "/problems/not-yours", "Ask for your own.", [("/notice", "not yours")]),
        (ParkReason.RULE, KeyError("x"), "/problems/message-rule", "said of it", []),
        (
            ParkReason.INVALID,
            InvalidData("t", (("/answer", "Is required."),)),
            "/problems/message-invalid",
            "Correct the fields and send it under a new id.",
            [("/answer", "Is required.")],
        ),
        (ParkReason.INVALID, None, "/problems/message-invalid", "said of it", []),
        (ParkReason.UNKNOWN_VERSION, None, "/problems/message-unknown-version", "said of it", []),
    ],
)
def test_the_reason_becomes_a_problem(reason, error, type, detail, errors):
    problem = problem_of(Failure(RECORD, reason, "said of it", error))
    assert (problem.type, problem.detail) == (type, detail)
    assert [(field.pointer, field.message) for field in problem.errors] == errors


def test_a_hostile_name_of_a_field_is_replaced_by_the_whole_message():
    error = InvalidData("t", (("/a\nb", "Is no field of this message."),))
    (field,) = problem_of(Failure(RECORD, ParkReason.INVALID, "", error)).errors
    assert (field.pointer, field.message) == ("", "Is no field of this message.")


def test_a_flood_of_errors_is_cut():
    error = InvalidData("t", tuple((f"/{n}", "Is wrong.") for n in range(500)))
    assert len(problem_of(Failure(RECORD, ParkReason.INVALID, "", error)).errors) == 100
