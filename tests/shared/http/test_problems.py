"""Whatever fails is answered with a problem that says what, why and how to mend it, and repeats no input."""

import asyncpg
import pytest
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from structlog.contextvars import merge_contextvars
from structlog.testing import capture_logs

from shared.http import Problem, public
from shared.http.problem_types import PROBLEM_TYPES
from tests.shared.http.conftest import JURIS, POLICE, client_of

NOBODY = "00000000-0000-4000-8000-000000000000"
KEYED = {"Idempotency-Key": "one"}
JSON = {"Content-Type": "application/json"}

CASES = {
    "malformed-json": ("POST", "/v1/notes", {"content": b'{"text": Anna', "headers": KEYED | JSON}),
    "bad-request": ("POST", "/v1/notes", {"content": b'{"text": "\xff"}', "headers": KEYED | JSON}),
    "bad-cursor": ("GET", "/v1/notes?cursor=Anna", {}),
    "credentials-refused": ("GET", "/v1/notes", {"headers": {"Authorization": "Bearer Anna"}}),
    "purpose-not-allowed": ("GET", "/v1/notes", {"headers": {"Tilts-Purpose": "audit"}}),
    "no-such-path": ("GET", "/Anna", {}),
    "not-found": ("GET", f"/v1/notes/{NOBODY}", {}),
    "method-not-allowed": ("DELETE", "/v1/notes", {}),
    "too-large": ("POST", "/v1/notes", {"json": {"text": "Anna" * 300}, "headers": KEYED}),
    "unsupported-media-type": (
        "POST",
        "/v1/notes",
        {"content": b"text=Anna", "headers": KEYED | {"Content-Type": "application/x-www-form-urlencoded"}},
    ),
    "invalid-request": ("POST", "/v1/notes", {"json": {"text": "", "Anna Bērziņa": 1}, "headers": KEYED}),
    "version-required": ("PUT", f"/v1/notes/{NOBODY}", {"json": {"text": "Anna"}, "headers": KEYED}),
    "note-shouted": ("POST", "/v1/notes", {"json": {"text": "Anna!!!"}, "headers": KEYED}),
}


@pytest.mark.parametrize("code", CASES)
async def test_a_failure_is_answered_with_its_problem(client, app, code):
    method, path, rest = CASES[code]
    answer = await client.request(method, path, **rest)
    problem = answer.json()
    kind = app.state.problem_types[code]
    assert (answer.status_code, answer.headers["content-type"]) == (kind.status, "application/problem+json")
    assert (problem["type"], problem["title"], problem["status"]) == (f"/problems/{code}", kind.title, kind.status)
    assert problem["detail"]
    assert problem["correlation"] == answer.headers["correlation-id"]
    assert "Anna" not in answer.text


async def test_somebody_unknown_is_told_how_to_show_who_they_are(app):
    async with client_of(app, None) as unknown:
        answer = await unknown.get("/v1/notes")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/credentials-missing")
    assert answer.headers["www-authenticate"] == 'Bearer realm="tilts"'


async def test_refused_credentials_are_challenged_too(client):
    answer = await client.get("/v1/notes", headers={"Authorization": "Bearer nonsense"})
    assert answer.headers["www-authenticate"] == 'Bearer realm="tilts", error="invalid_token"'


async def test_a_role_that_may_not_is_told_which_may(app):
    async with client_of(app, POLICE) as police:
        answer = await police.get("/v1/notes")
    assert (answer.status_code, answer.json()["allowed"]) == (403, ["social_worker", "supervisor"])


@pytest.mark.parametrize("actor", [None, POLICE], ids=["unknown", "partner"])
@pytest.mark.parametrize("body", [b"{", b'{"wrong": 1}', b""], ids=["malformed", "wrong", "empty"])
async def test_who_may_not_call_learns_nothing_about_the_body(app, actor, body):
    async with client_of(app, actor) as stranger:
        answer = await stranger.post("/v1/notes", content=body, headers=JSON)
    assert answer.status_code == (403 if actor else 401)


async def test_every_method_that_an_address_takes_is_named(client):
    answer = await client.delete("/v1/notes")
    assert answer.headers["allow"] == "GET, POST"


async def test_a_refusal_names_its_rule_and_the_place_in_the_command(client):
    problem = (await client.post("/v1/notes", json={"text": "Anna!!!"}, headers=KEYED)).json()
    assert problem["rule"] == "House rules 3"
    assert problem["errors"] == [{"location": "body", "pointer": "/text", "detail": "at most one exclamation mark"}]


async def test_a_framework_error_without_a_type_of_ours_keeps_its_status_and_headers(make_app):
    router = APIRouter()

    @router.get("/teapot", dependencies=[public()])
    async def teapot():
        raise HTTPException(418, headers={"X-Brew": "tea"})

    async with client_of(make_app(router)) as client:
        answer = await client.get("/teapot")
    assert (answer.status_code, answer.json()["type"], answer.headers["x-brew"]) == (418, "about:blank", "tea")


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (RuntimeError("Anna"), 500, "internal-error"),
        (asyncpg.UniqueViolationError("Anna"), 500, "internal-error"),
        (asyncpg.DeadlockDetectedError("Anna"), 503, "busy"),
        (asyncpg.SerializationError("Anna"), 503, "busy"),
        (asyncpg.LockNotAvailableError("Anna"), 503, "busy"),
        (asyncpg.QueryCanceledError("Anna"), 503, "busy"),
        (asyncpg.TransactionTimeoutError("Anna"), 503, "busy"),
        (asyncpg.AdminShutdownError("Anna"), 503, "busy"),
        (asyncpg.ConnectionDoesNotExistError("Anna"), 503, "busy"),
        (ConnectionRefusedError("Anna"), 503, "busy"),
        (TimeoutError("Anna"), 503, "busy"),
        (asyncpg.InterfaceError("Anna"), 503, "busy"),
        (asyncpg.CharacterNotInRepertoireError("Anna"), 422, "invalid-request"),
        (Problem("too-many-requests", "Wait.", headers={"Retry-After": "9"}), 429, "too-many-requests"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
async def test_what_is_raised_inside_shows_nothing_of_the_inside(make_app, error, status, code):
    router = APIRouter()

    @router.get("/fails", dependencies=[public()])
    async def fails():
        raise error

    async with client_of(make_app(router)) as client:
        with capture_logs() as logged:
            answer = await client.get("/fails")
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{code}")
    assert ("retry-after" in answer.headers) == (status in {429, 503})
    assert bool(logged) == (status >= 500)
    assert "Anna" not in answer.text + str(logged)


async def test_a_fault_is_logged_with_its_place_and_the_correlation_that_the_caller_got(make_app):
    router = APIRouter()

    @router.get("/fails", dependencies=[public()])
    async def fails():
        raise RuntimeError

    async with client_of(make_app(router)) as client:
        with capture_logs(processors=[merge_contextvars]) as logged:
            answer = await client.get("/fails")
    (line,) = logged
    assert (line["error"]["type"], line["service"]) == ("builtins.RuntimeError", "notes")
    assert "test_problems.py" in line["error"]["where"][-1]
    assert line["correlation"] == answer.json()["correlation"]


@pytest.mark.parametrize("code", PROBLEM_TYPES)
async def test_every_type_has_a_page_that_explains_it_to_anybody(app, code):
    async with client_of(app, None) as unknown:
        answer = await unknown.get(f"/problems/{code}")
    assert answer.status_code == 200
    assert f"/problems/{code}" in answer.text


async def test_a_rule_of_the_service_has_its_page_too(client):
    assert "one exclamation mark at most." in (await client.get("/problems/note-shouted")).text


async def test_a_name_that_no_problem_has_has_no_page(client):
    answer = await client.get("/problems/<script>")
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/not-found")


async def test_an_actor_with_the_role_is_served(app):
    async with client_of(app, JURIS) as supervisor:
        assert (await supervisor.get("/v1/notes")).status_code == 200
