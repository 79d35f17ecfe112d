"""Home care over HTTP and from files: planned by weeks, given in minutes, brought in twice and corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest

from shared.bulk.jobs import Counts
from shared.settings.catalogue import offer_id
from tests.services.cases.attendance.test_api_attendance import midnight, started
from tests.services.cases.homecare.life import LEVEL_1, LEVEL_2
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.intake.bulk.samples import File, text
from tests.services.running import GUNTA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

OFFER = str(offer_id("liepaja", "aprupe-majas", "pie-klienta"))


async def receives(cases, caller: Caller, name: str = "Velta", since: str | None = None) -> str:
    """The path of a request by which somebody receives home care, since now or an earlier instant."""
    one = await started(caller, name, offer=OFFER, age=80, groups=["older_people"])
    if since:
        await cases.pool.execute(
            "update service_request set started_at = $1::text::timestamptz where id = $2", since, one["id"]
        )
    return f"/v1/requests/{one['id']}"


def meal(**changed) -> dict:
    return {"id": str(uuid4()), "began_at": midnight().isoformat(), "minutes": 45, "task": "meals"} | changed


async def test_hours_are_planned_by_a_level_and_the_version_is_the_plans(cases, ligita):
    path = await receives(cases, ligita)
    empty = await ligita.get(f"{path}/care-plan")
    assert (empty.json()["said"], empty.headers["ETag"]) == ([], '"0"')
    first = await ligita.do(f"{path}/care-plan", {"level": LEVEL_1}, version=0)
    assert (first.status_code, first.json()["said"][0]["minutes_per_week"]) == (200, 300)
    stale = await ligita.do(f"{path}/care-plan", {"level": LEVEL_2}, version=0)
    assert (stale.status_code, stale.json()["current"]) == (412, 1)
    no = await ligita.do(f"{path}/care-plan", {"level": "limenis-9"}, version=1)
    assert (no.json()["type"], no.json()["errors"][0]["pointer"]) == ("/problems/care-level-unknown", "/level")
    levels = (await ligita.get("/v1/care-levels", service="aprupe-majas")).json()
    assert [(one["code"], one["minutes_per_week"], bool(one["source"])) for one in levels][:2] == [
        (LEVEL_1, 300, True), (LEVEL_2, 600, True),
    ]  # fmt: skip
    assert (await ligita.get("/v1/care-levels", service="dzintari")).json() == []


async def test_an_entry_from_a_device_comes_twice_counts_once_and_another_under_its_id_shows_both(cases, ligita):
    path, said = await receives(cases, ligita), meal()
    first, again = [await ligita.do(f"{path}/care-entries", said) for _ in range(2)]
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    other = await ligita.do(f"{path}/care-entries", said | {"minutes": 60})
    assert (other.json()["type"], other.json()["errors"][0]["detail"]) == (
        "/problems/care-entry-differs", "is 45 here, 60 in what you sent",
    )  # fmt: skip
    one = f"/v1/care-entries/{said['id']}"
    fixed = {"began_at": said["began_at"], "minutes": 0, "task": "meals"}
    assert (await ligita.do(f"{one}/correct", fixed, version=1)).json()["minutes"] == 0
    assert (await ligita.do(f"{one}/correct", fixed, version=1)).status_code == 412
    assert [stood["minutes"] for stood in (await ligita.get(one)).json()["before"]] == [45]
    assert [kind for kind in await facts(cases) if kind.startswith("care-")] == ["care-delivered", "care-corrected"]
    gunta = Caller(cases, GUNTA)
    calls = [gunta.get(one), gunta.get(f"{path}/care-entries"), gunta.do(f"{path}/care-entries", meal())]
    assert [(await call).status_code for call in calls] == [404, 404, 404]
    assert (await ligita.do(f"{path}/care-entries", meal(staff=OFFER))).json()["type"] == "/problems/staff-unknown"


async def test_planned_stands_beside_given_by_weeks_and_who_falls_short_is_listed(cases, ligita):
    path = await receives(cases, ligita, since="2026-03-04T08:00:00+02:00")
    for version, (level, day) in enumerate([(LEVEL_1, "2026-03-04"), (LEVEL_1, "2026-03-13"), (LEVEL_2, "2026-03-13")]):
        await ligita.do(f"{path}/care-plan", {"level": level, "from_day": day}, version=min(version, 1))
    for at, minutes in (("2026-03-09T00:00:00+02:00", 400), ("2026-03-15T23:30:00+02:00", 28),
                        ("2026-03-16T00:00:00+02:00", 200), ("2026-03-31T23:59:00+03:00", 5)):  # fmt: skip
        assert (await ligita.do(f"{path}/care-entries", meal(began_at=at, minutes=minutes))).status_code == 201
    weeks = (await ligita.get(f"{path}/care-weeks", last="2026-03-22", count=4)).json()
    assert [(week["monday"], week["planned"], week["delivered"], week["short_by"]) for week in weeks] == [
        ("2026-02-23", 0, 0, 0),
        ("2026-03-02", 214, 0, 214),  # five days of 300 a week
        ("2026-03-09", 428, 428, 0),  # four days of 300, three of 600
        ("2026-03-16", 600, 200, 400),
    ]

    short = {day: (await ligita.get("/v1/care-weeks", day=day)).json()["items"] for day in ("2026-03-10", "2026-03-18")}
    assert (short["2026-03-10"], [one["short_by"] for one in short["2026-03-18"]]) == ([], [400])
    everybody = (await ligita.get("/v1/care-weeks", day="2026-03-10", short="false", offer=OFFER)).json()["items"]
    assert [one["request"] for one in everybody] == [path.rpartition("/")[2]]
    assert (await Caller(cases, GUNTA).get("/v1/care-weeks", day="2026-03-18")).json()["items"] == []
    await cases.pool.execute("update service_request set ended_at = '2026-03-17T12:00+02:00'")
    assert (await ligita.get(f"{path}/care-weeks", last="2026-03-22", count=1)).json()[0]["planned"] == 171
    for edge in ("0001-01-01", "9999-12-31"):
        assert (await ligita.get(f"{path}/care-weeks", last=edge)).status_code == 200
        assert (await ligita.get("/v1/care-weeks", day=edge)).status_code == 200


async def test_a_list_of_hours_comes_from_a_file_and_nothing_counts_twice(cases, ligita, tmp_path):
    path = await receives(cases, ligita, since="2026-03-04T08:00:00+02:00")
    row = {"request": path.rpartition("/")[2], "day": "16.03.2026", "at": "09:30", "minutes": "45", "task": "meals",
           "staff": "maruta", "id": ""}  # fmt: skip
    rows = [row, row | {"day": "17.03.2026", "id": str(uuid4())}, row | {"task": "shopping"}]

    def file(name: str, listed: list[dict]) -> File:
        return File(tmp_path / f"{name}.csv", "care").write(text(listed))

    assert (await file("first", rows).imported(cases)).counts == Counts(rows=3, taken=3)
    assert (await file("first", rows).imported(cases)).counts == Counts(rows=3, repeated=3)
    more = file("second", [*rows, row | {"at": "11:00"}])
    assert (await more.rehearsed(cases)).counts == Counts(rows=4, taken=1, repeated=3)
    assert (await more.imported(cases)).counts == Counts(rows=4, taken=1, repeated=3)
    given = (await ligita.get(f"{path}/care-entries", limit=2)).json()
    rest = (await ligita.get(f"{path}/care-entries", limit=2, cursor=given["next"])).json()
    assert sum(one["minutes"] for one in given["items"] + rest["items"]) == 4 * 45
    assert (await facts(cases)).count("care-delivered") == 4


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"request": str(MARTA_ID)}, "request"),
        ({"request": "Velta"}, "request"),
        ({"day": "16.03.1926"}, "day"),
        ({"day": "29.03.2026", "at": "03:30"}, "at"),
        ({"at": "9:30"}, "at"),
        ({"minutes": "0"}, "minutes"),
        ({"minutes": "721"}, "minutes"),
        ({"task": "dancing"}, "task"),
        ({"staff": "nav-tadas"}, "staff"),
        ({"day": (midnight() + timedelta(days=2)).date().isoformat()}, "began_at"),
        ({"minutes": "60"}, "minutes"),
    ],
)
async def test_a_bad_row_is_rejected_with_its_line_and_field_and_without_a_word_out_of_it(
    cases, ligita, tmp_path, changed, field
):
    path = await receives(cases, ligita, since="2026-03-04T08:00:00+02:00")
    good = {"request": path.rpartition("/")[2], "day": "16.03.2026", "at": "09:30", "minutes": "45", "task": "meals",
            "staff": "maruta"}  # fmt: skip
    file = File(tmp_path / "care.csv", "care").write(text([good, good | changed]))
    assert (await file.imported(cases)).counts == Counts(rows=2, taken=1, rejected=1)
    assert {line: (why.fields, good["request"] in str(why)) for line, why in file.lines.items()} == {3: (field, False)}
