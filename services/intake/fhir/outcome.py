"""A problem as an OperationOutcome, FHIR's form of saying what was wrong."""

from collections.abc import Mapping
from typing import Any

from services.intake.fhir.codings import PROBLEMS

_ISSUES = {
    400: "invalid",
    401: "login",
    403: "forbidden",
    404: "not-found",
    409: "conflict",
    412: "conflict",
    413: "too-long",
    415: "not-supported",
    422: "invalid",
    429: "throttled",
}


def outcome(problem: Mapping[str, Any]) -> dict[str, Any]:
    """The OperationOutcome of an RFC 9457 problem: one issue for each value that is wrong, else one for all."""
    kind = {
        "severity": "error",
        "code": _ISSUES.get(problem["status"], "exception"),
        "details": {
            "coding": [{"system": PROBLEMS, "code": problem["type"].rpartition("/")[2]}],
            "text": problem["title"],
        },
    }
    wrong = problem.get("errors", ())
    issues = [{**kind, "diagnostics": one["detail"], "expression": [one["pointer"]]} for one in wrong]
    return {"resourceType": "OperationOutcome", "issue": issues or [{**kind, "diagnostics": problem["detail"]}]}
