"""A command takes effect once, however often it is sent, and whatever happens in between."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from shared.database.table import Overtaken
from shared.decision import Cause
from shared.http import Answer, Command, allow
from shared.http.idempotency import purge
from shared.security import Actor, Role
from tests.shared.http.conftest import ILZE, JURIS, client_of

ID = "7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"
NOTE = {"text": "Zvanīt rīt"}
Staff = Annotated[Actor, allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)]


def keyed(key: str, **more: str) -> dict[str, str]:
    return {"Idempotency-Key": key, **more}


async def written(pool) -> int:
    return await pool.fetchval("select count(*) from note")


async def test_a_command_answers_with_its_status_place_and_version(client):
    answer = await client.post("/v1/notes", json=NOTE, headers=keyed("one"))
    note = answer.json()
    assert (answer.status_code, note["text"]) == (201, "Zvanīt rīt")
    assert answer.headers["location"] == f"/v1/notes/{note['id']}"
    assert answer.headers["etag"] == '"1"'
    assert "idempotency-replayed" not in answer.headers


async def test_a_repeat_gets_the_same_answer_and_has_no_second_effect(client, pool):
    first, second = [await client.post("/v1/notes", json=NOTE, headers=keyed("one")) for _ in range(2)]
    assert second.headers["idempotency-replayed"] == "true"
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert (second.headers["location"], second.headers["etag"]) == (first.headers["location"], first.headers["etag"])
    assert await written(pool) == 1


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("POST", "/v1/notes", {"text": "Cits"}, {}),
        ("POST", "/v1/notes?loud=1", NOTE, {}),
        ("PUT", "/v1/notes/{id}", NOTE, {"If-Match": '"1"'}),
    ],
)
async def test_a_key_that_belongs_to_another_request_is_refused(client, pool, method, path, body, headers):
    note = (await client.post("/v1/notes", json=NOTE, headers=keyed("one"))).json()
    answer = await client.request(method, path.format(**note), json=body, headers=keyed("one", **headers))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/idempotency-key-reused")
    assert await written(pool) == 1


async def test_the_same_key_of_another_client_is_another_command(app, client, pool):
    await client.post("/v1/notes", json=NOTE, headers=keyed("one"))
    async with client_of(app, JURIS) as other:
        answer = await other.post("/v1/notes", json=NOTE, headers=keyed("one"))
    assert answer.status_code == 201
    assert await written(pool) == 2


@pytest.mark.parametrize("key", [None, "", "ar atstarpi", "ā", "x" * 129, "no-170388-29991"])
async def test_a_command_without_a_usable_key_is_refused(client, pool, key):
    headers = {} if key is None else {"Idempotency-Key": key.encode()}
    answer = await client.post("/v1/notes", json=NOTE, headers=headers)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/Idempotency-Key"]
    assert await written(pool) == 0


async def test_a_refused_command_leaves_nothing_and_may_be_mended_under_its_key(client, pool):
    refused = await client.post("/v1/notes", json={"text": "Anna!!!"}, headers=keyed("one"))
    mended = await client.post("/v1/notes", json=NOTE, headers=keyed("one"))
    assert (refused.status_code, mended.status_code) == (422, 201)
    assert await written(pool) == 1


class Slow:
    """A command that waits in the middle of its transaction, so that a test can come in between."""

    def __init__(self, make_app) -> None:
        self.inside = asyncio.Event()
        self.go_on = asyncio.Event()
        self.connection = None
        router = APIRouter()
        router.add_api_route("/slow", self.handle, methods=["POST"])
        self.app = make_app(router)

    async def handle(self, command: Command, actor: Staff):
        async def work(conn) -> Answer:
            await conn.execute("insert into note values (gen_random_uuid(), 'slow', 1, now())")
            self.connection = conn
            self.inside.set()
            async with asyncio.timeout(10):
                await self.go_on.wait()
            return Answer(status=204)

        return await command.run(work)


async def test_a_repeat_that_comes_while_the_first_is_at_work_is_told_to_wait(make_app, pool):
    slow = Slow(make_app)
    async with client_of(slow.app) as client:
        first = asyncio.create_task(client.post("/slow", headers=keyed("one")))
        await slow.inside.wait()
        early = await client.post("/slow", headers=keyed("one"))
        slow.go_on.set()
        late = await client.post("/slow", headers=keyed("one")) if (await first) else None
    assert (early.status_code, early.json()["type"]) == (409, "/problems/already-running")
    assert early.headers["retry-after"] == "1"
    assert ((await first).status_code, late.status_code, late.headers["idempotency-replayed"]) == (204, 204, "true")
    assert await written(pool) == 1


async def test_a_crash_in_between_leaves_neither_effect_nor_answer(make_app, pool):
    slow = Slow(make_app)
    async with client_of(slow.app) as client:
        first = asyncio.create_task(client.post("/slow", headers=keyed("one")))
        await slow.inside.wait()
        await pool.execute("select pg_terminate_backend($1)", slow.connection.get_server_pid())
        slow.go_on.set()
        assert (await first).status_code == 503
        assert await written(pool) == 0
        again = await client.post("/slow", headers=keyed("one"))
    assert again.status_code == 204
    assert "idempotency-replayed" not in again.headers
    assert await written(pool) == 1


@pytest.mark.parametrize(("times", "status"), [(1, 204), (3, 204), (4, 503)])
async def test_a_work_that_was_overtaken_is_asked_again_and_the_caller_need_not_know(make_app, pool, times, status):
    router, asked = APIRouter(), []

    @router.post("/first")
    async def first(command: Command, actor: Staff):
        async def work(conn) -> Answer:
            asked.append(1)
            await conn.execute("insert into note values (gen_random_uuid(), 'x', 1, now())")
            if len(asked) <= times:
                raise Overtaken("somebody else made it")
            return Answer(status=204)

        return await command.run(work)

    async with client_of(make_app(router)) as client:
        assert (await client.post("/first", headers=keyed("one"))).status_code == status
    assert await written(pool) == (1 if status == 204 else 0)


class Ids(BaseModel):
    cause: Cause


async def cause_of(app, actor: Actor, key: str, path: str = "/cause", **headers: str) -> dict:
    async with client_of(app, actor) as client:
        return (await client.post(path, headers=keyed(key, **headers))).json()["cause"]


@pytest.fixture
def causes(make_app):
    """An app with a command that is decided anew each time it is sent, as after a crash, and tells its cause."""
    router = APIRouter()

    @router.post("/cause")
    async def cause(command: Command, actor: Staff) -> Ids:
        return Ids(cause=command.cause(datetime(2026, 3, 3, tzinfo=UTC)))

    return make_app(router)


async def test_deciding_again_has_the_same_cause_so_that_it_leads_to_the_same_facts(causes):
    traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    cause = await cause_of(causes, ILZE, "one", **{"Correlation-Id": ID, "traceparent": traceparent})
    assert (cause["by"], cause["correlation"], cause["trace"]) == ("ilze", ID, traceparent)
    assert cause["time"] == "2026-03-03T00:00:00Z"
    assert cause["id"] == (await cause_of(causes, ILZE, "one"))["id"]


async def test_another_client_key_or_request_is_another_cause(causes):
    ids = [
        (await cause_of(causes, actor, key, path))["id"]
        for actor, key, path in [
            (ILZE, "one", "/cause"),
            (JURIS, "one", "/cause"),
            (ILZE, "two", "/cause"),
            (ILZE, "one", "/cause?loud=1"),
        ]
    ]
    assert len(set(ids)) == 4


async def test_the_last_statement_comes_after_the_answer_is_kept(make_app, pool):
    router = APIRouter()

    @router.post("/last")
    async def last(command: Command, actor: Staff):
        kept = []

        async def look(conn) -> None:
            kept.append(await conn.fetchval("select count(*) from idempotency_key"))

        async def work(conn) -> Answer:
            await look(conn)
            return Answer(status=204, last=look)

        answer = await command.run(work)
        answer.headers["Kept"] = str(kept)
        return answer

    async with client_of(make_app(router)) as client:
        assert (await client.post("/last", headers=keyed("one"))).headers["kept"] == "[0, 1]"


async def test_an_answer_stands_for_three_days_and_is_then_forgotten(client, pool):
    for key, age in (("young", "71 hours"), ("old", "72 hours")):
        await client.post("/v1/notes", json=NOTE, headers=keyed(key))
        await pool.execute(f"update idempotency_key set created_at = now() - interval '{age}' where key = $1", key)
    assert await purge(pool) == 1
    assert [row["key"] for row in await pool.fetch("select key from idempotency_key")] == ["young"]


async def test_a_key_that_ran_out_is_free_before_it_is_purged(client, pool):
    await client.post("/v1/notes", json=NOTE, headers=keyed("one"))
    await pool.execute("update idempotency_key set created_at = now() - interval '73 hours'")
    answer = await client.post("/v1/notes", json={"text": "Cits"}, headers=keyed("one"))
    assert answer.status_code == 201
    replayed = await client.post("/v1/notes", json={"text": "Cits"}, headers=keyed("one"))
    assert replayed.content == answer.content
