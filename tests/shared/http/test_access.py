"""Every route says who may call it, and an app with one that does not is never made."""

from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Request
from starlette.routing import Mount

from shared.http import UndeclaredRoutes, actor_of, allow, public, undeclared_routes
from shared.security import Actor, Role
from tests.shared.http.conftest import ILZE, JURIS, client_of


async def nothing() -> None: ...


def with_route(**options) -> APIRouter:
    router = APIRouter()
    router.add_api_route("/open", nothing, **options)
    return router


def test_the_sample_and_the_routes_of_every_service_declare_who_may_call(app):
    assert undeclared_routes(app) == []


def test_an_app_with_an_undeclared_route_is_not_made(make_app):
    with pytest.raises(UndeclaredRoutes, match=r"say who may call GET, POST /open: add allow\(Role…\) or public\(\)"):
        make_app(with_route(methods=["GET", "POST"]))


def test_a_declaration_on_the_inclusion_does_not_count_because_the_route_does_not_show_it():
    router = APIRouter()
    router.include_router(with_route(), dependencies=[public()])
    app = FastAPI(openapi_url=None)
    app.include_router(router)
    assert undeclared_routes(app) == ["GET /open"]


def test_what_is_mounted_cannot_declare_anything():
    app = FastAPI(openapi_url=None, routes=[Mount("/files", FastAPI())])
    assert undeclared_routes(app) == ["any method /files"]


def test_two_declarations_on_one_route_are_refused(make_app):
    with pytest.raises(ValueError, match="/open declares more than once who may call it"):
        make_app(with_route(dependencies=[public(), allow(Role.HEAD)]))


def test_letting_nobody_in_is_refused():
    with pytest.raises(ValueError, match="would let nobody in"):
        allow()


@pytest.fixture
def who(make_app):
    """An app with a route that says who calls and why."""
    router = APIRouter()

    @router.get("/who")
    async def who(request: Request, actor: Annotated[Actor, allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)]) -> str:
        assert actor_of(request) == actor
        return f"{actor.id} for {actor.purpose}"

    return make_app(router)


@pytest.mark.parametrize(
    ("actor", "purpose", "served"),
    [
        (ILZE, None, "ilze for case_work"),
        (ILZE, "notice", "ilze for notice"),
        (JURIS, None, "juris for supervision"),
        (JURIS, "statistics", "juris for statistics"),
    ],
)
async def test_the_handler_knows_who_calls_and_why(who, actor, purpose, served):
    async with client_of(who, actor) as client:
        answer = await client.get("/who", headers={"Tilts-Purpose": purpose} if purpose else {})
    assert answer.json() == served


@pytest.mark.parametrize("purpose", ["statistics", "curiosity", ""])
async def test_a_purpose_beyond_the_roles_is_refused_with_those_within(who, purpose):
    async with client_of(who, ILZE) as client:
        answer = await client.get("/who", headers={"Tilts-Purpose": purpose})
    assert (answer.status_code, answer.json()["allowed"]) == (403, ["case_work", "notice"])


async def test_a_public_route_knows_nobody(make_app):
    router = APIRouter()

    @router.get("/who", dependencies=[public()])
    async def who(request: Request) -> str:
        with pytest.raises(RuntimeError, match="this route is public"):
            actor_of(request)
        return "nobody"

    async with client_of(make_app(router)) as client:
        assert (await client.get("/who")).json() == "nobody"
