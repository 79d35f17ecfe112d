"""A live stream tells each change of the cases one sees, goes on where it was cut off, and ends with the token."""

import asyncio
import json
from contextlib import asynccontextmanager
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest

from shared.security import Actor, Purpose, Role, issue_token
from tests.services.cases.participants.test_api_grants import DOCTOR, let_in
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import opened, referred
from tests.services.running import GUNTA, LIGITA, MARTA, Caller
from tests.shared.http.conftest import KEY
from tests.shared.http.serving import served

pytestmark = pytest.mark.asyncio(loop_scope="session")


class Listener:
    """Whoever reads a stream, event by event."""

    def __init__(self, answer: httpx.Response) -> None:
        self.answer, self._lines = answer, answer.aiter_lines()

    async def next(self) -> dict:
        """The next event: its name, id and data; comments are passed over."""
        event = {}
        async for line in self._lines:
            if not line and "event" in event:
                return event | {"data": json.loads(event["data"])}
            name, _, value = line.partition(": ")
            if name:
                event[name] = value
        raise EOFError

    async def named(self, *names: str) -> list[dict]:
        """The next events, which must have these names."""
        async with asyncio.timeout(20):
            events = [await self.next() for _ in names]
        assert [event["event"] for event in events] == list(names)
        return events


@asynccontextmanager
async def listening(
    address: str, actor: Actor, last: str | None = None, ttl: timedelta = timedelta(hours=1), key: str = KEY
):
    headers = {"Authorization": f"Bearer {issue_token(key, actor, ttl)}"} | ({"Last-Event-ID": last} if last else {})
    async with (
        httpx.AsyncClient(base_url=address, headers=headers, timeout=30) as client,
        client.stream("GET", "/v1/stream") as answer,
    ):
        yield Listener(answer)


async def assign(cases, case: dict) -> None:
    await Caller(cases, LIGITA).do(f"/v1/cases/{case['id']}/assign", {"staff": str(MARTA_ID)}, version=1)


async def test_changes_come_as_they_happen_and_after_a_cut_none_is_missed(cases):
    async with served(cases.app) as address:
        async with listening(address, LIGITA) as ligita:
            assert ligita.answer.headers["Content-Type"].startswith("text/event-stream")
            await ligita.named("begun")
            case = await opened(Caller(cases, LIGITA))
            (told,) = await ligita.named("case-opened")
            assert (told["data"]["case"], told["data"]["by"]) == (case["id"], LIGITA.id)
        await assign(cases, case)
        await Caller(cases, MARTA).do(f"/v1/cases/{case['id']}/begin", {"stage": "assessment"}, version=2)
        async with listening(address, LIGITA, told["id"]) as ligita:
            await ligita.named("begun", "case-assigned", "case-moved")


async def test_nobody_hears_of_what_they_do_not_see(cases):
    async with served(cases.app) as address, listening(address, GUNTA) as gunta:
        await gunta.named("begun")
        await referred(cases)
        own = await opened(Caller(cases, GUNTA))
        (told,) = await gunta.named("case-opened")
        assert told["data"]["case"] == own["id"]


async def test_somebody_let_in_hears_of_that_case_only_while_they_are(cases):
    ligita = Caller(cases, LIGITA)
    case, other = await opened(ligita), await opened(ligita)
    async with served(cases.app) as address, listening(address, DOCTOR) as doctor:
        await doctor.named("begun")
        grant = (await let_in(cases, case, parts=["timeline"])).json()
        await assign(cases, other)
        await assign(cases, case)
        events = await doctor.named("access-granted", "case-assigned")
        assert {event["data"]["case"] for event in events} == {case["id"]}
        await ligita.do(f"/v1/grants/{grant['id']}/revoke", version=1)
        await let_in(cases, other, parts=["timeline"])
        (told,) = await doctor.named("access-granted")
        assert told["data"]["case"] == other["id"]
    kept = await cases.pool.fetch(
        "select subjects from read_audit where actor = $1 and cardinality(subjects) > 0", DOCTOR.id
    )
    assert {str(id) for row in kept for id in row["subjects"]} == {case["id"], other["id"]}


async def test_a_stream_ends_with_the_token_and_when_the_service_stops(cases):
    async with served(cases.app) as address:
        async with listening(address, MARTA, ttl=timedelta(seconds=2)) as marta:
            await marta.named("begun")
            with pytest.raises(EOFError):
                await marta.next()
        async with listening(address, MARTA) as marta:
            await marta.named("begun")
            cases.desk.wake.end()
            try:
                with pytest.raises(EOFError):
                    await marta.next()
            finally:
                cases.desk.wake.ended = False


@pytest.mark.parametrize("last", ["7-0.0.0.0.0.0", "1-0.0", "1-999999.0.0.0.0.0"], ids=["epoch", "cut", "ahead"])
async def test_a_place_of_another_log_is_told_and_the_stream_goes_on_from_the_end(cases, last):
    await opened(Caller(cases, LIGITA))
    async with served(cases.app) as address, listening(address, LIGITA, last) as ligita:
        (reset,) = await ligita.named("reset")
        case = await opened(Caller(cases, LIGITA))
        (told,) = await ligita.named("case-opened")
    assert (reset["id"] != last, told["data"]["case"]) == (True, case["id"])


@pytest.mark.parametrize(
    ("actor", "last", "status"),
    [
        (Actor(str(uuid4()), frozenset({Role.INTAKE_WORKER}), Purpose.INTAKE), None, 403),
        (MARTA, "no place", 422),
    ],
)
async def test_who_hears_nothing(cases, actor, last, status):
    async with served(cases.app) as address, listening(address, actor, last) as nobody:
        assert nobody.answer.status_code == status
