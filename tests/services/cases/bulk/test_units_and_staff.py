"""Units and staff from files: entered, changed, shown as missing, and let go only when that is said."""

from pathlib import Path

import pytest

from services.cases.bulk.kinds import kinds
from shared.bulk.jobs import Counts
from shared.bulk.missing import let_go, missing
from shared.bulk.source import open_source
from shared.tabular.encoding import Encoding
from tests.services.cases.samples import MARTA as MARTA_ID
from tests.services.cases.test_api_cases import opened
from tests.services.cases.units.samples import ADULTS, FAMILIES
from tests.services.intake.bulk.samples import File, text
from tests.services.running import LIGITA, VADIBA, Caller, facts

pytestmark = pytest.mark.asyncio(loop_scope="session")

ROOT = Path(__file__).parents[4]
UNIT = {"code": "dienas-centrs", "name_lv": "Dienas centrs", "parent": "pieaugusajiem", "kind": "day_centre"}
PERSON = {"code": "d900", "given_name": "Laima", "family_name": "Rasaskalna", "unit": "pieaugusajiem",
          "role": "social_worker", "also_in": "berniem-un-gimenem", "languages": "lv ru"}  # fmt: skip


@pytest.fixture
def of(tmp_path):
    """A file of one kind with these rows."""

    def write(kind: str, rows: list[dict[str, str]] | str) -> File:
        return File(tmp_path / f"{kind}.csv", kind).write(rows if isinstance(rows, str) else text(rows))

    return write


async def gone(process, file: File) -> list:
    """Who is known and not in the file."""
    source, kind = open_source(file.path, kinds()[file.kind], Encoding.AUTO), kinds()[file.kind]
    with source.file:
        return await missing(process.batch, kind, source.header, source.rows(source.first))


async def test_the_sample_of_a_whole_service_is_taken_and_repeats(cases):
    units, staff = (File(ROOT / "docs" / "import" / f"{kind}.csv", kind) for kind in ("units", "staff"))
    assert (await units.imported(cases)).counts == Counts(rows=15, taken=15)
    assert (await staff.imported(cases)).counts == Counts(rows=241, taken=241)
    assert (await staff.imported(cases)).counts == Counts(rows=241, repeated=241)
    assert await gone(cases, staff) == []
    head = Caller(cases, VADIBA)
    counts = (await head.get("/v1/staff/counts")).json()
    top = next(one for one in (await head.get("/v1/units")).json() if one["parent"] is None)
    assert (counts["total"], top["code"]) == (241, "socialais-dienests")
    assert (await facts(cases)).count("staff-changed") == 12 + 229


async def test_a_row_enters_changes_and_names_and_an_empty_cell_leaves_what_is_known(cases, of):
    assert (await of("units", [UNIT]).imported(cases)).counts.taken == 1
    assert (await of("staff", [PERSON]).imported(cases)).counts.taken == 1
    changed = PERSON | {"family_name": "Rasaslauka", "also_in": "", "languages": "", "role": "psychologist"}
    assert (await of("staff", [changed]).imported(cases)).counts.taken == 1
    (one,) = (await Caller(cases, LIGITA).get("/v1/staff", role="psychologist")).json()["items"]
    assert (one["also"][0]["unit"], one["languages"]) == (str(FAMILIES), ["lv", "ru"])
    name = (await Caller(cases, LIGITA).do("/v1/staff/read", {"staff": [one["id"]]})).json()["names"]
    assert name[0]["family_name"] == "Rasaslauka"


@pytest.mark.parametrize(
    ("kind", "row", "field"),
    [
        ("staff", PERSON | {"unit": "nav-tadas"}, "unit"),
        ("staff", PERSON | {"also_in": "nav-tadas"}, "also_in"),
        ("staff", PERSON | {"role": "karalis"}, "role"),
        ("staff", PERSON | {"code": "160575-10009"}, "code"),
        ("staff", PERSON | {"given_name": "Laima\x07"}, "given_name"),
        ("staff", PERSON | {"languages": "latviski"}, "languages.0"),
        ("units", UNIT | {"name_lv": "Birojs 160575-10009"}, "name_lv"),
        ("units", UNIT | {"parent": "nav-tadas"}, "parent"),
        ("units", UNIT | {"parent": "dienas-centrs"}, "parent"),
        ("units", UNIT | {"kind": "pils"}, "kind"),
        ("units", UNIT | {"atvk": "Liepāja"}, "atvk"),
    ],
)
async def test_a_bad_row_is_rejected_with_its_field_and_without_a_word_out_of_it(cases, of, kind, row, field):
    file = of(kind, [row])
    job = await file.imported(cases)
    assert job.counts == Counts(rows=1, rejected=1)
    assert [(why.fields, row.get(field) is not None and row[field] in str(why)) for why in file.lines.values()] == [
        (field, False)
    ]


async def test_a_circle_in_a_file_is_refused_at_the_row_that_closes_it(cases, of):
    rows = [UNIT, {"code": "pieaugusajiem", "name_lv": "Pieaugušajiem", "parent": "dienas-centrs", "kind": ""}]
    file = of("units", rows)
    assert (await file.imported(cases)).counts == Counts(rows=2, taken=1, rejected=1)
    assert {line: str(why) for line, why in file.lines.items()} == {
        3: "parent: A unit cannot be part of itself (unit-cycle)."
    }


async def test_broken_quotes_cost_one_row(cases, of):
    good = text([PERSON, PERSON | {"code": "d901"}]).splitlines()
    file = of("staff", "\n".join([good[0], good[1].replace("Laima", '"Laima'), good[2]]))
    assert (await file.imported(cases)).counts == Counts(rows=2, taken=1, rejected=1)


async def test_who_is_missing_is_shown_and_let_go_only_when_that_is_said(cases, of):
    await of("staff", [PERSON, PERSON | {"code": "d901"}]).imported(cases)
    case = await opened(ligita := Caller(cases, LIGITA))
    (loaded,) = [s for s in (await ligita.get("/v1/staff", limit=200)).json()["items"] if s["code"] == "d901"]
    await ligita.do(f"/v1/cases/{case['id']}/assign", {"staff": loaded["id"]}, version=1)
    shorter = of("staff", [PERSON | {"code": "d902"}])
    await shorter.imported(cases)
    absent = await gone(cases, shorter)
    assert [one.code for one in absent if one.code.startswith("d9")] == ["d900", "d901"]
    before = await facts(cases)
    would = await let_go(cases.batch, kinds()["staff"], absent, "run", dry_run=True)
    assert await facts(cases) == before
    stay = await let_go(cases.batch, kinds()["staff"], absent, "run")
    assert (would, stay["d901"]) == (stay, "active: They still have cases (cases-left).")
    assert stay["marta"] == "The configuration names them (staff-configured)." and "d900" not in stay
    active = [one["code"] for one in (await ligita.get("/v1/staff", limit=200)).json()["items"]]
    assert ("d900" in active, "d901" in active, "marta" in active) == (False, True, True)
    assert (await of("staff", [PERSON]).imported(cases)).counts.taken == 1


async def test_what_a_file_changed_stands_after_the_next_start(cases, of):
    await of("staff", [PERSON | {"code": "marta", "also_in": "", "role": "psychologist"}]).imported(cases)
    await cases.definition.prepare(cases.desk)
    row = await cases.pool.fetchrow("select unit, role from staff where id = $1", MARTA_ID)
    assert tuple(row) == (ADULTS, "psychologist")


async def test_a_closed_unit_takes_nobody(cases, of):
    await of("units", [UNIT]).imported(cases)
    (unit,) = [one for one in await gone(cases, of("units", [UNIT | {"code": "cits"}])) if one.code == UNIT["code"]]
    assert await let_go(cases.batch, kinds()["units"], [unit], "run") == {}
    file = of("staff", [PERSON | {"unit": "dienas-centrs"}])
    assert (await file.imported(cases)).counts == Counts(rows=1, rejected=1)
