"""Several services at one address, each under its name."""

import pytest

from shared.http import mount_services
from tests.shared.http.conftest import client_of


@pytest.fixture
async def front(app, make_app):
    """Notes, and another service, at one address."""
    services = {"notes": app, "other": make_app(title="The other", routers=[])}
    async with client_of(mount_services(services, development=True)) as client:
        yield client


async def test_each_service_answers_below_its_name(front):
    created = await front.post("/notes/v1/notes", json={"text": "Zvanīt"}, headers={"Idempotency-Key": "one"})
    assert created.status_code == 201
    assert created.headers["location"] == f"/notes/v1/notes/{created.json()['id']}"
    assert (await front.get(created.headers["location"])).json() == created.json()


@pytest.mark.parametrize(
    ("method", "path", "code"),
    [
        ("GET", "/nowhere", "no-such-path"),
        ("GET", "/notes/nowhere", "no-such-path"),
        ("GET", "/other/v1/notes", "no-such-path"),
        ("DELETE", "/", "method-not-allowed"),
        ("DELETE", "/notes/v1/notes", "method-not-allowed"),
    ],
)
async def test_what_is_not_there_is_a_problem_at_every_level(front, method, path, code):
    answer = await front.request(method, path)
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == f"/problems/{code}"
    assert ("GET" in answer.headers.get("allow", "")) == (answer.status_code == 405)
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_the_index_leads_to_every_service(front):
    index = (await front.get("/")).text
    assert "The other" in index
    for link in ("/notes/docs", "/notes/openapi.json", "/other/docs"):
        assert f'href="{link}"' in index
        assert (await front.get(link)).status_code == 200


@pytest.mark.parametrize("code", ["not-found", "note-shouted"])
async def test_a_problem_is_explained_at_the_address_that_its_type_names(front, code):
    assert (await front.get(f"/problems/{code}")).status_code == 200


async def test_a_description_names_the_address_of_its_service(front):
    assert (await front.get("/notes/openapi.json")).json()["servers"] == [{"url": "/notes"}]
