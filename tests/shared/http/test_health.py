"""A service is ready when every part keeps up, and names what does not."""

import asyncio

import pytest

from shared.http import Check
from shared.http import health as health_room
from tests.shared.http.conftest import client_of


async def up_to_date() -> Check:
    return Check(True, "published up to the head", {"behind": 0})


async def lagging() -> Check:
    return Check(False, "7 facts behind", {"behind": 7})


async def failing() -> Check:
    raise RuntimeError("Anna")


async def hanging() -> Check:
    await asyncio.Event().wait()


async def test_a_process_that_answers_is_alive_whatever_its_parts_do(make_app):
    async with client_of(make_app(checks={"relay": lagging}), None) as client:
        answer = await client.get("/health/live")
    assert (answer.status_code, answer.json()) == (200, {"status": "alive"})


async def test_it_is_ready_when_every_part_keeps_up_and_shows_how_far_they_are(make_app):
    async with client_of(make_app(checks={"relay": up_to_date}), None) as client:
        answer = await client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {
        "status": "ready",
        "checks": {"relay": {"ok": True, "detail": "published up to the head", "progress": {"behind": 0}}},
    }


@pytest.mark.parametrize(
    ("part", "detail"),
    [
        (lagging, "7 facts behind"),
        (failing, "the check itself failed with RuntimeError"),
        (hanging, "the check itself failed with TimeoutError"),
    ],
)
async def test_a_part_that_does_not_keep_up_is_named(make_app, monkeypatch, part, detail):
    monkeypatch.setattr(health_room, "_PATIENCE", 0.05)
    async with client_of(make_app(checks={"cursor": part, "relay": up_to_date}), None) as client:
        answer = await client.get("/health/ready")
    problem = answer.json()
    assert (answer.status_code, problem["type"]) == (503, "/problems/not-ready")
    assert (problem["behind"], problem["detail"]) == (["cursor"], f"cursor: {detail}")
    assert problem["checks"]["relay"]["ok"] is True
    assert problem["checks"]["cursor"]["detail"] == detail
