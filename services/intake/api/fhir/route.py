"""How a FHIR client is spoken with: its media type, and OperationOutcome for whatever is refused."""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException

from services.intake.fhir.outcome import outcome
from shared.decision import Refusal
from shared.http import Problem
from shared.http.errors import http_exception, refused, validation_failed

FHIR_JSON = "application/fhir+json"
_TAKEN = (FHIR_JSON, "application/json")
_SAID = {HTTPException: http_exception, RequestValidationError: validation_failed, Refusal: refused}


class FhirRoute(APIRoute):
    """A route whose every answer is a FHIR resource; what passes by itself (503) stays a problem, as everywhere."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        inner = super().get_route_handler()

        async def handle(request: Request) -> Response:
            try:
                answer = await inner(request)
            except tuple(_SAID) as error:
                said = next(how for kind, how in _SAID.items() if isinstance(error, kind))
                answer = _as_outcome(await said(request, error))
            answer.headers["content-type"] = FHIR_JSON
            return answer

        return handle


def resource(content: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    return Response(json.dumps(content, ensure_ascii=False), headers=headers)


async def read_json(request: Request) -> dict[str, Any]:
    """The body as one JSON object. Raises Problem 415 for another media type, 400 for no JSON."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() not in _TAKEN:
        raise Problem("unsupported-media-type", f"Send the body as {FHIR_JSON}.", accepted=list(_TAKEN))
    try:
        body = json.loads(await request.body())
    except ValueError:
        raise Problem("malformed-json", "The body is not JSON in UTF-8.") from None
    if not isinstance(body, dict):
        raise Problem("malformed-json", "The body is not one JSON object.")
    return body


def _as_outcome(answer: Response) -> Response:
    kept = {name: value for name, value in answer.headers.items() if name not in ("content-length", "content-type")}
    return Response(json.dumps(outcome(json.loads(answer.body)), ensure_ascii=False), answer.status_code, kept)
