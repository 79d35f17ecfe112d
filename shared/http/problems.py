"""RFC 9457 problem details: the one shape of every answer that is not what was asked for."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from shared.decision import Refusal
from shared.http.correlation import current
from shared.http.problem_types import PROBLEM_TYPES, ProblemType

MEDIA_TYPE = "application/problem+json"


class Problem(HTTPException):
    """Raised where HTTP itself says no (a rule of the work raises Refusal).

    `code` is a key of PROBLEM_TYPES; `members` become further members of the document. Nothing here may repeat a value
    the caller sent. It is an HTTPException so that FastAPI lets it pass unchanged wherever it is raised.
    """

    def __init__(self, code: str, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        self.type: ProblemType = PROBLEM_TYPES[code]
        super().__init__(self.type.status, detail, headers)
        self.members = members

    def response(self) -> JSONResponse:
        return _response(self.type, self.detail, self.headers, self.members)


class FieldError(BaseModel):
    """One value that is not as described: where it was, a JSON pointer to it, and what is wrong."""

    location: str = Field(description="body, query, path, header or cookie", examples=["body"])
    pointer: str = Field(description="JSON pointer (RFC 6901) from there", examples=["/needs/0"])
    detail: str = Field(examples=["Field required"])


class ProblemDocument(BaseModel):
    """RFC 9457 problem details. Further members depend on the type; its page says which."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: str = Field(
        description="The address of a page about this kind of problem", examples=["/problems/invalid-request"]
    )
    title: str = Field(examples=["Some values are not as described"])
    status: int = Field(examples=[422])
    detail: str = Field(
        description="What was wrong this time, and how to mend it", examples=["1 value is not as described."]
    )
    correlation: str = Field(description="Under this id our logs tell of the request", examples=["0d6c1a7e"])
    rule: str | None = Field(default=None, description="Where the rule that said no stands written")
    errors: list[FieldError] = Field(default=[], description="Each value that was not as described")


def refusal_response(refusal: Refusal) -> JSONResponse:
    """The answer when a rule of the work says no."""
    members: dict[str, Any] = {}
    if refusal.rule:
        members["rule"] = refusal.rule
    if refusal.pointers:
        members["errors"] = [{"location": "body", "pointer": at, "detail": what} for at, what in refusal.pointers]
    kind = ProblemType(refusal.code, refusal.status, refusal.title, remedy="")
    return _response(kind, refusal.detail, None, members)


def plain_response(status: int, headers: Mapping[str, str] | None) -> JSONResponse:
    """The answer for a status that no type of ours names (RFC 9457 calls it about:blank)."""
    phrase = HTTPStatus(status).phrase
    return _document("about:blank", phrase, status, f"{phrase}.", headers, {})


def _response(
    kind: ProblemType, detail: str, headers: Mapping[str, str] | None, members: dict[str, Any]
) -> JSONResponse:
    return _document(kind.address, kind.title, kind.status, detail, headers, members)


def _document(
    type: str, title: str, status: int, detail: str, headers: Mapping[str, str] | None, members: dict[str, Any]
) -> JSONResponse:
    content = {"type": type, "title": title, "status": status, "detail": detail, "correlation": current().id, **members}
    return JSONResponse(content, status, headers, MEDIA_TYPE)
