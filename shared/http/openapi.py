"""The API's description, completed with what every route does alike: who may call, and which problems it can answer."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from shared.http.access import PURPOSE_HEADER, Access, access_of
from shared.http.problem_types import PROBLEM_TYPES
from shared.http.problems import MEDIA_TYPE, ProblemDocument
from shared.security import PURPOSES

_CONVENTIONS = """\
Send `Authorization: Bearer <token>`; the header `Tilts-Purpose` says why you ask, where it is not for your token's
own purpose. Whatever fails is answered with an RFC 9457 problem, whose `type` is the address of a page about it.
Commands need an `Idempotency-Key` and may then be repeated without a second effect. Changes need `If-Match` with the
ETag that was read. Lists come in pages: `next` is the `cursor` of the following one. Every answer names a
`Correlation-Id`, yours if you send one, under which our logs tell of the request.
"""
_METHODS = {"get", "put", "post", "delete", "patch"}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of `app`, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def without_example(app: FastAPI) -> list[str]:
    """The operations whose request body shows no example, as "POST /path"; a model gives one in `json_schema_extra`."""
    document = describe(app)
    return [
        f"{method.upper()} {path}"
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in _METHODS and not all(_has_example(m, document) for m in _bodies(operation))
    ]


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(title=app.title, version=app.version, description=_CONVENTIONS, routes=app.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = ProblemDocument.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs"), Problem=problem)
    for route in iter_route_contexts(app.routes):
        for method in route.methods if route.include_in_schema else ():
            _complete(document["paths"][route.path_format][method.lower()], access_of(route.original_route))
    document["components"]["responses"] = {f"Problem{s}": _problem_response(s) for s in _STATUSES}
    return document


def _complete(operation: dict[str, Any], access: Any) -> None:
    statuses = _statuses(operation)
    if isinstance(access, Access):
        statuses |= {401, 403}
        if access.anonymous:
            # Too often, or by nobody who can be told that there is such a thing.
            statuses |= {404, 429}
            # No token is as good as one.
            operation["security"] = [*operation.get("security", ()), {}]
        operation["x-tilts-roles"] = sorted(access.roles)
        operation["x-tilts-personal-data"] = access.personal_data
        parameters = operation.get("parameters", [])
        others = [parameter for parameter in parameters if parameter["name"] != PURPOSE_HEADER]
        operation["parameters"] = [*others, _purpose_parameter(access, required=len(others) < len(parameters))]
    responses = operation["responses"]
    for told in responses.get("200", {}).get("content", {}).values():
        # How one event of a stream looks is a word of OpenAPI 3.2.
        if told.pop("itemSchema", None):
            told["schema"] = {"type": "string", "description": "Server-sent events."}
    if "HTTPValidationError" in str(responses.get("422")):
        del responses["422"]
    for status in sorted(statuses):
        responses.setdefault(str(status), {"$ref": f"#/components/responses/Problem{status}"})


def _statuses(operation: dict[str, Any]) -> set[int]:
    parameters = {p["name"] for p in operation.get("parameters", ())}
    places = {p["in"] for p in operation.get("parameters", ())}
    statuses = {500, 503}
    if parameters:
        statuses |= {422}
    if "path" in places:
        statuses |= {404}
    if "cursor" in parameters:
        statuses |= {400}
    if "requestBody" in operation:
        statuses |= {400, 413, 415, 422}
    if "Idempotency-Key" in parameters:
        statuses |= {404, 409}
    if "If-Match" in parameters:
        statuses |= {409, 412, 428}
    return statuses


def _purpose_parameter(access: Access, *, required: bool) -> dict[str, Any]:
    """Required where the route itself asks for it: there the token's own purpose is not enough."""
    purposes = sorted(set().union(*(PURPOSES[role] for role in access.roles)))
    return {
        "name": PURPOSE_HEADER,
        "in": "header",
        "required": required,
        "description": "Why you ask" if required else "Why you ask, where it is not your token's own purpose",
        "schema": {"type": "string", "enum": purposes},
    }


REFUSING: dict[int | str, dict[str, Any]] = {409: {"$ref": "#/components/responses/Problem409"}}
"""`responses` of a route that changes nothing and may still refuse: what is asked cannot be told."""

_STATUSES = sorted({kind.status for kind in PROBLEM_TYPES.values()})


def _problem_response(status: int) -> dict[str, Any]:
    kinds = [kind for kind in PROBLEM_TYPES.values() if kind.status == status]
    examples = {
        kind.code: {
            "summary": kind.title,
            "value": {
                "type": kind.address,
                "title": kind.title,
                "status": status,
                "detail": kind.remedy,
                "correlation": "0d6c1a7e",
            },
        }
        for kind in kinds
    }
    return {
        "description": " · ".join(kind.title for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}},
    }


def _bodies(operation: dict[str, Any]) -> list[dict[str, Any]]:
    return list(operation.get("requestBody", {}).get("content", {}).values())


def _has_example(media: dict[str, Any], document: dict[str, Any]) -> bool:
    schema = media["schema"]
    if "$ref" in schema:
        schema = document["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return "examples" in schema or "examples" in media or "example" in media
