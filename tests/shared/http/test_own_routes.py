"""What every service shows beside its own routes, to anybody."""

import pytest

from tests.shared.http.conftest import client_of

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture
async def unknown(app):
    async with client_of(app, None) as client:
        yield client


async def test_the_reference_lists_every_route_with_who_may_call_it(unknown):
    page = await unknown.get("/docs")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "PUT /v1/notes/{id}" in page.text
    assert "For service, social_worker." in page.text
    assert "<code>If-Match</code> in header, required" in page.text


async def test_a_page_brings_no_script_and_a_policy_that_allows_its_own_style_only(unknown):
    page = await unknown.get("/docs")
    policy = page.headers["content-security-policy"]
    assert "<script" not in page.text
    assert "default-src 'none'; style-src 'sha256-" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/v1/notes", "/v1/notes", 200),
        (f"/v1/notes/{NOBODY}", "/v1/notes/{id}", 404),
        ("/made/up", "none", 404),
    ],
)
async def test_requests_are_counted_and_timed_by_route_and_never_by_address(client, path, route, status):
    await client.get(path)
    metrics = (await client.get("/metrics")).text
    assert f'tilts_http_requests_total{{route="{route}",service="notes",status="{status}"}} 1.0' in metrics
    assert f'tilts_http_request_seconds_count{{route="{route}",service="notes"}} 1.0' in metrics
    assert NOBODY not in metrics
