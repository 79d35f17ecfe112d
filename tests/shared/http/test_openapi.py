"""The description says what the service does, and the service does what it says."""

import pytest
from fastapi import APIRouter
from openapi_spec_validator import OpenAPIV31SpecValidator
from pydantic import BaseModel

from shared.http import describe, public, without_example


def operation(app, method: str, path: str) -> dict:
    return describe(app)["paths"][path][method]


def test_the_description_is_valid(app):
    assert list(OpenAPIV31SpecValidator(describe(app)).iter_errors()) == []


@pytest.mark.parametrize(
    ("method", "path", "statuses"),
    [
        ("get", "/v1/notes", "200 400 401 403 422 500 503"),
        ("post", "/v1/notes", "201 400 401 403 404 409 413 415 422 500 503"),
        ("get", "/v1/notes/{id}", "200 401 403 404 422 500 503"),
        ("put", "/v1/notes/{id}", "200 400 401 403 404 409 412 413 415 422 428 500 503"),
        ("get", "/health/live", "200 500 503"),
    ],
)
def test_every_route_names_the_problems_it_can_answer_with(app, method, path, statuses):
    responses = operation(app, method, path)["responses"]
    assert " ".join(sorted(responses)) == statuses
    assert all(answer == {"$ref": f"#/components/responses/Problem{s}"} for s, answer in responses.items() if s > "400")


def test_every_route_names_who_may_call_and_for_what(app):
    route = operation(app, "post", "/v1/people/read")
    (purpose,) = (p for p in route["parameters"] if p["name"] == "Tilts-Purpose")
    assert route["security"] == [{"token": []}]
    assert (route["x-tilts-roles"], route["x-tilts-personal-data"]) == (["service", "social_worker"], True)
    assert (purpose["required"], purpose["schema"]["enum"]) == (
        False,
        ["case_work", "intake", "notice", "operations", "reminder"],
    )


def test_headers_that_a_change_needs_are_required(app):
    parameters = {p["name"]: p["required"] for p in operation(app, "put", "/v1/notes/{id}")["parameters"]}
    assert parameters == {"id": True, "If-Match": True, "Idempotency-Key": True, "Tilts-Purpose": False}


def test_a_public_route_asks_for_no_credentials(app):
    assert "security" not in operation(app, "get", "/health/ready")


def test_a_body_without_an_example_is_found(make_app):
    router = APIRouter()

    class Bare(BaseModel):
        text: str

    @router.post("/bare", dependencies=[public()])
    async def bare(body: Bare) -> None: ...

    assert without_example(make_app()) == []
    assert without_example(make_app(router)) == ["POST /bare"]


async def test_the_description_is_served_to_anybody_with_its_own_address(app, client):
    served = (await client.get("/openapi.json")).json()
    assert served == describe(app) | {"servers": [{"url": "/"}]}
