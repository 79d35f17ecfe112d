"""A browser opens a page in development with a token in the address once; nowhere else, and for reading only."""

import pytest
from fastapi import APIRouter

from shared.http import HttpSettings, allow
from shared.http.mounting import mount_services
from shared.security import Role, issue_token
from tests.shared.http.conftest import ILZE, KEY, client_of

TOKEN = issue_token(KEY, ILZE)


def shown() -> APIRouter:
    """A page for social workers, and something they can change."""
    router = APIRouter()

    @router.get("/", dependencies=[allow(Role.SOCIAL_WORKER)])
    async def page() -> str:
        return "the page"

    @router.post("/change", dependencies=[allow(Role.SOCIAL_WORKER)])
    async def change() -> str:
        return "changed"

    return router


@pytest.fixture
async def browser(make_app):
    """Somebody unknown, at an address with the service below /notes."""
    front = mount_services({"notes": make_app(shown())}, development=True)
    async with client_of(front, None) as client:
        yield client


async def test_the_token_becomes_a_cookie_and_leaves_the_address(browser):
    answer = await browser.get("/notes/sign-in", params={"lang": "en", "token": TOKEN, "from": "2026-11-01"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/notes/?lang=en&from=2026-11-01")
    attributes = answer.headers["set-cookie"].lower()
    assert all(wanted in attributes for wanted in ("httponly", "samesite=strict", "path=/notes/"))
    assert "max-age" not in attributes
    page = await browser.get(answer.headers["location"])
    assert page.json() == "the page"


async def test_without_it_the_page_stays_closed(browser):
    assert (await browser.get("/notes/")).status_code == 401


async def test_a_token_that_proves_nothing_is_not_kept(browser):
    answer = await browser.get("/notes/sign-in", params={"token": TOKEN[:-2]})
    assert (answer.status_code, "set-cookie" in answer.headers) == (401, False)


async def test_the_cookie_changes_nothing_because_another_site_may_have_sent_it(browser):
    await browser.get("/notes/sign-in", params={"token": TOKEN})
    assert (await browser.get("/notes/")).status_code == 200
    assert (await browser.post("/notes/change")).status_code == 401


async def test_outside_development_there_is_no_such_address_and_the_cookie_means_nothing(make_app):
    async with client_of(make_app(shown(), settings=HttpSettings()), None) as client:
        assert (await client.get("/sign-in", params={"token": TOKEN})).status_code == 404
        client.cookies.set("tilts_token", TOKEN)
        assert (await client.get("/")).status_code == 401
