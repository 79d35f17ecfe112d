"""No personal data leaves unrecorded."""

from typing import Annotated
from uuid import uuid4

import asyncpg
import pytest
from fastapi import APIRouter, Request
from structlog.testing import capture_logs

from shared.http import Problem, allow, audit_read
from shared.security import Actor, Role
from tests.shared.http.conftest import client_of

ID = "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"

Reader = Annotated[Actor, allow(Role.SOCIAL_WORKER, personal_data=True)]


async def test_a_read_is_recorded_with_who_why_where_and_whom(client, pool):
    ids = [uuid4(), uuid4()]
    answer = await client.post(
        "/v1/people/read",
        json={"ids": list(map(str, ids))},
        headers={"Tilts-Purpose": "notice", "Correlation-Id": ID},
    )
    assert answer.json() == {"found": 2}
    row = await pool.fetchrow("select actor, roles, purpose, correlation, route, subjects, at from read_audit")
    assert tuple(row)[:6] == ("ilze", ["social_worker"], "notice", ID, "POST /v1/people/read", ids)
    assert row["at"] is not None


async def test_a_search_that_finds_nobody_is_recorded_too(client, pool):
    await client.post("/v1/people/read", json={"ids": []})
    assert await pool.fetchval("select subjects from read_audit") == []


async def test_a_handler_that_forgets_the_record_answers_nothing(make_app):
    router = APIRouter()

    @router.get("/person")
    async def person(actor: Reader) -> str:
        return "Anna Bērziņa"

    async with client_of(make_app(router)) as client:
        with capture_logs() as logged:
            answer = await client.get("/person")
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal-error")
    assert "Anna" not in answer.text
    assert logged[0]["error"]["type"] == "shared.http.audit.UnauditedRead"


async def test_a_read_whose_record_cannot_be_written_answers_nothing(make_app, database):
    router = APIRouter()

    @router.get("/person")
    async def person(request: Request, actor: Reader) -> str:
        await audit_read(request.app.state.pool, request, [uuid4()])
        return "Anna Bērziņa"

    async with (
        asyncpg.create_pool(database, min_size=1) as without_tables,
        client_of(make_app(router, pool=without_tables)) as client,
    ):
        answer = await client.get("/person")
    assert answer.status_code == 500
    assert "Anna" not in answer.text


@pytest.mark.parametrize("code", ["not-found", "busy"])
async def test_a_problem_holds_no_personal_data_and_needs_no_record(make_app, code):
    router = APIRouter()

    @router.get("/person")
    async def person(actor: Reader) -> str:
        raise Problem(code, "No.")

    async with client_of(make_app(router)) as client:
        assert (await client.get("/person")).json()["type"] == f"/problems/{code}"
