"""Who may do what with requests, places and capacity: every route and role, written out."""

import pytest
from fastapi.routing import iter_route_contexts

from shared.http.access import access_of

ROOMS = (
    "/v1/requests", "/v1/cases/{case}/requests", "/v1/places", "/v1/capacity", "/v1/provider", "/v1/standing",
)  # fmt: skip
READ, WORK, PROVIDER = "head social_worker supervisor", "social_worker supervisor", "provider"
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
    "GET /v1/provider/requests": PROVIDER,
    "GET /v1/provider/requests/{service_request}": PROVIDER,
    "GET /v1/provider/requests/{service_request}/person": PROVIDER,
    "POST /v1/provider/requests/{service_request}/start": PROVIDER,
    "POST /v1/provider/requests/{service_request}/interrupt": PROVIDER,
    "POST /v1/provider/requests/{service_request}/resume": PROVIDER,
    "POST /v1/provider/requests/{service_request}/end": PROVIDER,
    "GET /v1/provider/capacity": PROVIDER,
    "POST /v1/provider/capacity/{offer}": PROVIDER,
}


@pytest.mark.asyncio(loop_scope="session")
async def test_each_route_lets_in_who_is_written_here_and_nobody_else(cases_process):
    found = {
        f"{method} {route.path}": " ".join(sorted(access_of(route.original_route).roles))
        for route in iter_route_contexts(cases_process.app.routes)
        for method in route.methods
        if route.path.startswith(ROOMS)
    }
    assert found == EXPECTED
