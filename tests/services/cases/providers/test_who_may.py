"""Who may do what with requests, places and capacity: every route and role, written out."""

import pytest
from fastapi.routing import iter_route_contexts

from shared.http.access import access_of
from shared.security import Role

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOMS = (
    "/v1/requests", "/v1/cases/{case}/requests", "/v1/places", "/v1/capacity", "/v1/standing",
)  # fmt: skip
READ, WORK = "head social_worker supervisor", "social_worker supervisor"
EXPECTED = {
    "GET /v1/requests": READ,
    "GET /v1/requests/{service_request}": READ,
    "GET /v1/requests/{service_request}/position": READ,
    "GET /v1/requests/{service_request}/reference": WORK,
    "GET /v1/requests/{service_request}/attendance": READ,
    "GET /v1/requests/{service_request}/attendance/totals": READ,
    "GET /v1/requests/{service_request}/care-plan": READ,
    "GET /v1/requests/{service_request}/care-weeks": READ,
    "GET /v1/requests/{service_request}/care-entries": READ,
    "POST /v1/requests/{service_request}/care-plan": WORK,
    "POST /v1/requests/{service_request}/care-entries": WORK,
    "POST /v1/requests/{service_request}/decision-document": WORK,
    "POST /v1/standing": "resident",
    "POST /v1/cases/{case}/requests": WORK,
    "POST /v1/requests/{service_request}/decide": "supervisor",
    "POST /v1/requests/{service_request}/accept": WORK,
    "POST /v1/requests/{service_request}/decline": WORK,
    "POST /v1/requests/{service_request}/still-waits": WORK,
    "POST /v1/requests/{service_request}/start": WORK,
    "POST /v1/requests/{service_request}/interrupt": WORK,
    "POST /v1/requests/{service_request}/resume": WORK,
    "POST /v1/requests/{service_request}/end": WORK,
    "GET /v1/places": READ,
    "GET /v1/places/{offer}": READ,
    "POST /v1/places/{offer}/next": WORK,
    "GET /v1/capacity": READ,
    "GET /v1/capacity/{offer}": READ,
    "POST /v1/capacity/{offer}": "head supervisor",
}


@pytest.fixture
def roles(cases_process) -> dict[str, frozenset[Role]]:
    """Whom each route lets in, by method and path; a route for anybody without a token lets in nobody by role."""
    return {
        f"{method} {route.path}": getattr(access_of(route.original_route), "roles", frozenset())
        for route in iter_route_contexts(cases_process.app.routes)
        for method in route.methods
    }


async def test_each_route_lets_in_who_is_written_here_and_nobody_else(roles):
    found = {route: " ".join(sorted(them)) for route, them in roles.items() if route.split()[1].startswith(ROOMS)}
    assert found == EXPECTED


async def test_a_provider_has_routes_of_its_own_and_no_other_and_nobody_else_has_those(roles):
    its_own = {route for route in roles if route.split()[1].startswith("/v1/provider/")}
    assert len(its_own) > 10
    assert {route for route, them in roles.items() if Role.PROVIDER in them} == its_own
    assert {roles[route] for route in its_own} == {frozenset({Role.PROVIDER})}
