"""The work on one case, with what people told wherever something can be written down.

Gunta supervises the unit that the case comes to, and Sandris works there. Whatever they write is about a person who is
known by name; of all that, only the tables of `test_nothing_is_left_behind` may hold a word.
"""

from pathlib import Path
from types import SimpleNamespace

import asyncpg
import httpx

from deploy.cli.batches import batch_of
from deploy.services import DEFINITIONS
from shared.security import Actor, Purpose, Role
from shared.settings.catalogue import offer_id
from shared.settings.municipality import staff_id
from tests.privacy import rooms
from tests.privacy.desk import LATER, NAME, TODAY, WORDS, Desk
from tests.privacy.people import VICTIM
from tests.services.intake.bulk.samples import File, text
from tests.services.running import partner
from tests.shared.runtime.municipality import Municipality, until

_STAFF = {"code": "z900", "given_name": VICTIM["given_name"], "family_name": VICTIM["family_name"],
          "unit": "pieaugusajiem", "role": "social_worker", "also_in": "", "languages": "lv"}  # fmt: skip
_CARE = {"at": "00:00", "minutes": "45", "task": "meals", "staff": "sandris", "id": ""}
_OFFERS = (("aprupe-majas", "pie-klienta"), ("sociala-maja", "sociala-maja-1"), ("nakts-patversme", "patversme"))
_UNIT = {"code": "jauna-dala", "name_lv": "Jauna daļa", "parent": "pieaugusajiem", "kind": "day_centre"}


def colleague(slug: str, code: str, *roles: Role) -> Actor:
    """A member of staff as the configuration names them, or somebody whom it does not know."""
    return Actor(str(staff_id(slug, code)), frozenset(roles), Purpose.CASE_WORK)


async def worked(municipality: Municipality, answers: list[httpx.Response]) -> rooms.Ids:
    """All that is done in a case; gives an id of each kind of thing, by the segment before it in a path."""
    supervisor = colleague(municipality.slug, "gunta", Role.SUPERVISOR)
    worker = colleague(municipality.slug, "sandris", Role.SOCIAL_WORKER)
    async with municipality.client("cases", supervisor) as one, municipality.client("cases", worker) as another:
        gunta, sandris = Desk(one, supervisor.id, answers), Desk(another, worker.id, answers)
        await until(lambda: _cases(gunta))
        (known, *_) = (await gunta.read("/v1/cases"))["items"]
        path = f"/v1/cases/{known['id']}"
        await gunta.on(path, "assign", {"staff": worker.id})
        case = await gunta.read(path)
        home_care, housing, shelter = (str(offer_id(municipality.slug, *offer)) for offer in _OFFERS)
        return {
            "cases": case["id"], "persons": case["subjects"][0],
            "answers": await _agency_answers(municipality, gunta, case),
            **await rooms.tasks_and_contacts(gunta, sandris, case),
            **await rooms.conferences(gunta, sandris, case),
            **await rooms.plans(gunta, sandris, case),
            **await rooms.documents_and_consents(gunta, sandris, case),
            **await rooms.services(gunta, sandris, case, home_care, housing),
            **await rooms.help_elsewhere(gunta, sandris, case, shelter),
            **await rooms.visits(gunta, sandris, case),
            **await rooms.around(gunta, sandris, case),
        }  # fmt: skip


async def closed(municipality: Municipality, but: str, answers: list[httpx.Response]) -> None:
    """Other cases are given to somebody and closed, of which their senders are told."""
    head = colleague(municipality.slug, "vadiba", Role.HEAD, Role.SUPERVISOR)
    worker = colleague(municipality.slug, "sandris", Role.SOCIAL_WORKER)
    async with municipality.client("cases", head) as client:
        boss = Desk(client, head.id, answers)
        others = [case for case in (await boss.read("/v1/cases"))["items"] if case["id"] != but]
        for case in others[:3]:
            path = f"/v1/cases/{case['id']}"
            await boss.on(path, "assign", {"staff": worker.id})
            await boss.on(path, "close", {"outcome": "needs_met"})


async def imported(municipality: Municipality, request: str, folder: Path) -> bytes:
    """Every kind of file, with a person in each column; gives what whoever imports is told of the rows."""
    care = _CARE | {"request": request, "day": TODAY}
    told = b""
    async with batch_of(municipality.settings(), DEFINITIONS["cases"]) as batch:
        for kind, row in (("staff", _STAFF), ("units", _UNIT), ("care", care)):
            codes = [row | {column: VICTIM["personal_code"]} for column in row]
            wrong = codes + [row | {column: NAME} for column in row if column not in ("name_lv", "address")]
            file = File(folder / f"{kind}.csv", kind).write(text([row, *wrong]))
            await file.imported(SimpleNamespace(batch=batch, pool=batch.pool))
            told += repr(file.lines).encode()
    return told


async def in_a_failing_database(municipality: Municipality, case: str, answers: list[httpx.Response]) -> None:
    """Somebody has broken the table that a task's words go to."""
    conn = await asyncpg.connect(municipality.postgres.dsn(f"{municipality.slug}_cases"))
    await conn.execute("alter table task_note add constraint broken check (words = '') not valid")
    async with municipality.client("cases", colleague(municipality.slug, "gunta", Role.SUPERVISOR)) as gunta:
        asked = {"words": WORDS, "due_at": LATER}
        answers.append(await gunta.post(f"/v1/cases/{case}/tasks", json=asked, headers=Desk.keyed()))
    await conn.execute("alter table task_note drop constraint broken")
    await conn.close()


async def _agency_answers(municipality: Municipality, gunta: Desk, case: dict) -> str:
    """An agency that was told of the case takes it on; gives the notice that it answers."""
    asked = colleague(municipality.slug, "gunta", Role.SUPERVISOR)
    async with municipality.client("notifications", asked) as staff:

        async def told() -> bool:
            return bool((await staff.get("/v1/notices", params={"case": case["id"]})).json()["items"])

        await until(told)
        (notice, *_) = (await staff.get("/v1/notices", params={"case": case["id"]})).json()["items"]
    async with municipality.client("notifications", partner(notice["agency"])) as agency:
        said = await agency.post(
            f"/v1/notices/{notice['id']}/answer", json={"answer": "accepted"}, headers=Desk.keyed()
        )
        assert said.status_code == 200, said.text

    async def heard() -> bool:
        return bool(await gunta.read(f"/v1/cases/{case['id']}/answers"))

    await until(heard)
    return notice["id"]


async def _cases(gunta: Desk) -> bool:
    return bool((await gunta.read("/v1/cases"))["items"])
