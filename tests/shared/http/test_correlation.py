"""One id follows a request through answers, logs and facts."""

import pytest
from fastapi import APIRouter
from structlog.contextvars import get_contextvars

from shared.http import current, mount_services, public
from tests.shared.http.conftest import client_of

ID = "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"
TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


@pytest.fixture
def echo(make_app):
    """An app that answers with what it takes for current."""
    router = APIRouter()

    @router.get("/echo", dependencies=[public()])
    async def echo() -> dict:
        return {"id": current().id, "trace": current().trace, "logged": get_contextvars()}

    return make_app(router)


@pytest.mark.parametrize("id", [ID, ID.replace("-", "")])
async def test_an_id_that_the_caller_sends_is_kept(echo, id):
    async with client_of(echo) as client:
        answer = await client.get("/echo", headers={"Correlation-Id": id})
    assert answer.headers["correlation-id"] == answer.json()["id"] == id
    assert answer.json()["logged"] == {"correlation": id, "service": "notes"}


@pytest.mark.parametrize("sent", [None, "", "Anna.Berzina", "010180-12345", ID + "x", ID.upper(), "ā", f"{ID} {ID}"])
async def test_without_a_usable_id_each_request_gets_one_of_its_own(echo, sent):
    async with client_of(echo) as client:
        headers = {} if sent is None else {"Correlation-Id": sent.encode()}
        answers = [await client.get("/echo", headers=headers) for _ in range(2)]
    ids = [answer.headers["correlation-id"] for answer in answers]
    assert ids == [answer.json()["id"] for answer in answers]
    assert len({*ids, sent or ""}) == 3


async def test_below_a_mount_it_is_the_same_id(echo):
    async with client_of(mount_services({"notes": echo}, development=True)) as client:
        answer = await client.get("/notes/echo")
    assert answer.headers["correlation-id"] == answer.json()["id"]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (TRACE, TRACE),
        (None, None),
        ("", None),
        (TRACE.upper(), None),
        (TRACE[:-1], None),
        (TRACE + "-x", None),
        ("ff" + TRACE[2:], None),
        ("00-" + "0" * 32 + TRACE[35:], None),
        (TRACE[:36] + "0" * 16 + "-01", None),
    ],
)
async def test_a_trace_is_kept_where_it_is_well_formed(echo, sent, kept):
    async with client_of(echo) as client:
        answer = await client.get("/echo", headers={} if sent is None else {"traceparent": sent})
    assert answer.json()["trace"] == kept
