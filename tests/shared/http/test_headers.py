"""What a browser may do with an answer, and from where it may ask."""

import pytest

from shared.http import HttpSettings
from tests.shared.http.conftest import client_of

STAFF = "https://darbinieki.example"


@pytest.mark.parametrize("path", ["/v1/notes", "/nowhere", "/docs", "/health/live"])
async def test_every_answer_keeps_a_browser_on_a_short_leash(client, path):
    headers = (await client.get(path)).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


async def test_outside_development_a_browser_is_told_to_come_by_tls_only(make_app):
    async with client_of(make_app(settings=HttpSettings())) as client:
        assert "max-age" in (await client.get("/health/live")).headers["strict-transport-security"]


@pytest.fixture
async def open_to_staff(make_app):
    settings = HttpSettings(cors_origins=(STAFF,), max_body_bytes=1000, development=True)
    async with client_of(make_app(settings=settings)) as client:
        yield client


async def test_a_page_of_the_staff_may_ask_and_send_our_headers(open_to_staff):
    wanted = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "If-Match, Idempotency-Key"}
    answer = await open_to_staff.options("/v1/notes", headers={"Origin": STAFF, **wanted})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, STAFF)


@pytest.mark.parametrize(
    "request_of",
    [
        lambda client: client.get("/v1/notes", headers={"Origin": STAFF}),
        lambda client: client.get("/nowhere", headers={"Origin": STAFF}),
        lambda client: client.post("/v1/notes", content=b"x" * 1001, headers={"Origin": STAFF}),
    ],
    ids=["an answer", "a problem", "a problem before the body is read"],
)
async def test_such_a_page_may_read_answers_problems_and_our_headers(open_to_staff, request_of):
    headers = (await request_of(open_to_staff)).headers
    assert headers["access-control-allow-origin"] == STAFF
    assert "ETag" in headers["access-control-expose-headers"]


@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null"])
async def test_a_page_from_elsewhere_may_not(open_to_staff, client, origin):
    for asked in (open_to_staff, client):
        assert "access-control-allow-origin" not in (await asked.get("/v1/notes", headers={"Origin": origin})).headers
