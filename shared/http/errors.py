"""Turns whatever is raised while a request is served into a problem."""

from collections.abc import Callable, Mapping
from typing import Any

import asyncpg
import httpx
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match

from shared.decision import Refusal
from shared.http.access import access_of
from shared.http.problems import Problem, plain_response, refusal_response
from shared.http.validation import field_errors
from shared.observability.failures import described
from shared.stream.errors import is_transient

log = structlog.get_logger(__name__)

_BY_STATUS = {
    400: ("bad-request", "The request could not be read."),
    404: ("no-such-path", "There is nothing at this address."),
    405: ("method-not-allowed", "This address does not take that method; Allow lists those it takes."),
}


async def http_exception(request: Request, error: HTTPException) -> Response:
    """Raised by us as a Problem, or by the framework with no more than a status; headers are kept either way."""
    if isinstance(error, Problem):
        return error.response()
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(sorted(_methods_at(request)))
    if error.status_code in _BY_STATUS:
        code, detail = _BY_STATUS[error.status_code]
        return Problem(code, detail, headers=headers).response()
    return plain_response(error.status_code, headers)


async def validation_failed(request: Request, error: RequestValidationError) -> Response:
    """The request is not as described. Who may not call at all is told that instead, and nothing of the description."""
    errors = error.errors()
    if errors[0]["type"] == "json_invalid":
        # The one failure that FastAPI meets before it asks who calls.
        await access_of(request.scope["route"]).admit(request)
        return Problem(
            "malformed-json", f"The body is not JSON: reading stopped at character {errors[0]['loc'][-1]}."
        ).response()
    if any(e["loc"] == ("body",) and isinstance(e["input"], bytes) for e in errors):
        # Bytes: the framework did not take the body for JSON.
        return Problem(
            "unsupported-media-type", "Send the body as application/json.", accepted=["application/json"]
        ).response()
    if any(e["loc"] == ("header", "If-Match") and e["type"] == "missing" for e in errors):
        return Problem("version-required", "Send If-Match with the ETag of the version that this changes.").response()
    found = field_errors(errors)
    detail = "1 value is not as described." if len(found) == 1 else f"{len(found)} values are not as described."
    return Problem("invalid-request", detail, errors=[e.model_dump() for e in found]).response()


async def refused(request: Request, refusal: Refusal) -> Response:
    return refusal_response(refusal)


async def interrupted(request: Request, error: Exception) -> Response:
    """What passes by itself (a deadlock, a restarted database) asks for a repeat; the rest is a fault of ours."""
    if not is_transient(error):
        raise error
    log.warning("request interrupted", error=described(error))
    detail = "What this needs does not answer now; repeat it a little later."
    return Problem("busy", detail, headers={"Retry-After": "1"}).response()


async def unstorable_text(request: Request, error: Exception) -> Response:
    """PostgreSQL keeps every character but U+0000."""
    return Problem(
        "invalid-request", "A text holds the character U+0000, which cannot be stored; leave it out."
    ).response()


HANDLERS: Mapping[type[Exception], Callable[[Request, Any], Any]] = {
    HTTPException: http_exception,
    RequestValidationError: validation_failed,
    Refusal: refused,
    asyncpg.PostgresError: interrupted,
    asyncpg.InterfaceError: interrupted,
    httpx.TransportError: interrupted,
    OSError: interrupted,
    asyncpg.CharacterNotInRepertoireError: unstorable_text,
    asyncpg.UntranslatableCharacterError: unstorable_text,
}


def _methods_at(request: Request) -> set[str]:
    """Every method that some route takes at this address; the framework names those of the first route only."""
    app: FastAPI = request.app
    routes = [c for c in iter_route_contexts(app.routes) if c.matches(request.scope)[0] is not Match.NONE]
    return set().union(*(route.methods or () for route in routes))
