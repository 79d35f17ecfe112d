"""Tasks over HTTP: asked for, listed as mine and as a case's, overdue, done, given to another."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from services.cases.domain.case import Case
from services.cases.domain.tasks import task
from shared.contracts.case_codes import TaskKind
from shared.decision import Timer
from shared.stream.circuit import Circuit
from shared.stream.timers import Timers
from tests.services.cases.samples import LIGITA as LIGITA_ID
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import assigned, opened
from tests.services.memory import cause
from tests.services.running import GUNTA, LIGITA, MARTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

WISH = {"words": "Piezvani skolai.", "due_at": "2126-11-23T10:00:00+02:00"}


@pytest.fixture
def marta(cases) -> Caller:
    return Caller(cases, MARTA)


@pytest.fixture
def ligita(cases) -> Caller:
    return Caller(cases, LIGITA)


async def asked(caller: Caller, case: dict, **changed) -> dict:
    return (await caller.do(f"/v1/cases/{case['id']}/tasks", WISH | changed)).json()


async def ids(caller: Caller, **query) -> list[str]:
    return [one["id"] for one in (await caller.get("/v1/tasks", **query)).json()["items"]]


async def test_a_colleague_asks_and_it_is_done(cases, ligita, marta):
    case = await assigned(ligita)
    one = await asked(ligita, case, staff=str(MARTA_ID))
    (entry,) = (await marta.get("/v1/tasks", mine=True)).json()["items"]
    assert (entry["words"], entry["overdue"], entry["added_by"]) == ("Piezvani skolai.", False, str(LIGITA_ID))
    done = await marta.do(f"/v1/tasks/{one['id']}/complete", version=1)
    assert (done.status_code, done.json()["state"]) == (200, "done")
    assert (await facts(cases))[-2:] == ["task-added", "task-completed"]


async def test_a_task_of_nobody_is_that_of_whoever_has_the_case(ligita, marta):
    case, other = await assigned(ligita), await opened(ligita)
    mine = [(await asked(ligita, case, due_at=f"2126-11-{day}T10:00:00+02:00"))["id"] for day in (24, 23)]
    elsewhere = await asked(ligita, other)
    assert await ids(marta, mine=True) == mine[::-1]
    assert await ids(ligita, case=other["id"]) == [elsewhere["id"]]
    assert await ids(ligita, case=case["id"], due_before="2126-11-24T00:00:00Z") == mine[1:]


async def test_a_task_given_to_another_is_theirs(ligita, marta):
    one = await asked(ligita, await assigned(ligita))
    given = await ligita.do(f"/v1/tasks/{one['id']}/reassign", {"staff": str(LIGITA_ID)}, version=1)
    assert (given.status_code, await ids(marta, mine=True)) == (200, [])
    assert await ids(ligita, staff=str(LIGITA_ID)) == [one["id"]]


async def test_a_task_whose_time_is_over_is_overdue_and_told_of(cases, ligita):
    case = await assigned(ligita)
    desk, id = cases.desk, UUID(case["id"])
    due = desk.clock.now() - timedelta(minutes=5)
    async with cases.pool.acquire() as conn, conn.transaction():
        decided = await desk.decide(
            conn, cause("rule", due), [(Case, id)],
            lambda world: task.add(world.get(Case, id), TaskKind.PLAN_REVIEW, due, cause("rule", due), about=id),
        )  # fmt: skip
        await decided.append(conn)
    assert decided.decision.timers == (Timer(task.DUE, task.task_id(id, TaskKind.PLAN_REVIEW, due), due),)
    await Timers(desk.work, cases.pool, desk.partitions, desk.metrics, desk.clock.now, circuit=Circuit()).fire()
    assert (await facts(cases))[-1] == "task-due"
    assert await ids(ligita, overdue=True) == [str(task.task_id(id, TaskKind.PLAN_REVIEW, due))]
    assert (await ligita.get(f"/v1/tasks/{task.task_id(id, TaskKind.PLAN_REVIEW, due)}")).json()["overdue"] is True


async def test_nobody_is_asked_who_is_not_there(ligita):
    case = await opened(ligita)
    answer = await ligita.do(f"/v1/cases/{case['id']}/tasks", WISH | {"staff": str(uuid4())})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/staff-unknown")


async def test_the_tasks_of_another_unit_s_case_are_not_there(cases, ligita):
    one = await asked(ligita, await assigned(ligita))
    gunta = Caller(cases, GUNTA)
    assert (await ids(gunta), (await gunta.get(f"/v1/tasks/{one['id']}")).status_code) == ([], 404)
    assert (await gunta.do(f"/v1/tasks/{one['id']}/complete", version=1)).status_code == 404
