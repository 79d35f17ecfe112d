"""Files into intake on the real store: one path, one effect, nothing lost, nothing twice."""

import json

import pytest

from shared.bulk import importing
from shared.bulk.jobs import Counts
from tests.services.intake.bulk.samples import FIGURE, PERSON, File, referrals, text
from tests.services.intake.samples import SCHOOL
from tests.services.intake.test_doors import by_http, by_kafka, told
from tests.services.intake.test_doors import referrals as numbers
from tests.services.running import facts

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def file(tmp_path) -> File:
    return File(tmp_path / "rows.csv", partner=SCHOOL)


@pytest.fixture
def small_batches(monkeypatch):
    monkeypatch.setattr(importing, "AT_ONCE", 3)


async def test_a_partners_rows_are_its_referrals_with_receipts(intake, file):
    job = await file.write(text(referrals(3), ";")).imported(intake)
    assert job.counts == Counts(rows=3, taken=3)
    assert await numbers(intake) == [f"LPX-2026-{number:06}" for number in (1, 2, 3)]
    assert [(name, json.loads(body)["message"]) for name, body in await told(intake)] == [
        ("referral-registered.v1", f"L6V-{number}") for number in (1, 2, 3)
    ]
    assert await intake.pool.fetchval("select distinct channel from referral") == "csv"


async def test_the_desks_own_rows_have_no_partner_and_no_receipts(intake, file):
    file.partner = None
    job = await file.write(text(referrals(2, kind="self_referral"))).imported(intake)
    assert job.counts == Counts(rows=2, taken=2)
    assert (await told(intake), await intake.pool.fetchval("select count(partner) from referral")) == ([], 0)


@pytest.mark.parametrize("other", [by_kafka, by_http])
async def test_a_row_is_the_same_message_as_by_another_door(intake, file, other):
    said = {
        "reference": "L6V-1", "kind": "school.absence", "needs": ["family_cannot_solve"],
        "subject": {"given_name": "Elīna", "family_name": "Paraudziņa"}, "narrative": "Trešo nedēļu nav skolā.",
    }  # fmt: skip
    row = {key: value for key, value in referrals(1)[0].items() if key not in ("subject.birth_date", "subject.phone")}
    await other(intake, said, "m1")
    job = await file.write(text([row | {"message": "m1"}])).imported(intake)
    assert job.counts == Counts(rows=1, repeated=1)
    assert len(await numbers(intake)) == 1
    assert len(set(await told(intake))) == 1


async def test_the_same_file_again_repeats_everything_and_another_body_under_an_id_is_refused(intake, file):
    await file.write(text(referrals(2))).imported(intake)
    again = await file.imported(intake)
    changed = File(file.path.with_name("other.csv"), partner=SCHOOL)
    job = await changed.write(text(referrals(3, narrative="Pavisam kas cits."))).imported(intake)
    assert (again.counts, job.counts) == (Counts(rows=2, repeated=2), Counts(rows=3, taken=1, rejected=2))
    assert {str(why) for why in changed.lines.values()} == {
        "This message id belongs to another message (message-id-reused)."
    }
    assert len(set(await told(intake))) == 3


async def test_bad_rows_stop_nothing_and_come_back_mended(intake, file, small_batches):
    rows = referrals(8)
    rows[1] |= {"subject.birth_date": "vakar"}
    rows[3] |= {"kind": "police.family_violence"}
    rows[6] |= {"narrative": '=HYPERLINK("http://x")', "subject.phone": "none", "subject.given_name": "+Anna"}
    job = await file.write(text(rows)).imported(intake)
    assert job.counts == Counts(rows=8, taken=5, rejected=3)
    assert {line: why.fields for line, why in file.lines.items()} == {
        3: "subject.birth_date", 5: "kind", 8: "subject.phone",
    }  # fmt: skip
    written = file.rejected.read_text("utf-8-sig")
    assert "'+Anna" in written and "'=HYPERLINK" in written and "vakar" in written
    assert all("vakar" not in str(why) for why in file.lines.values())
    mended = (
        written.replace("vakar", "2012-05-09")
        .replace("none", "+371 20000000")
        .replace("police.family_violence", "other")
    )
    back = await File(file.rejected, partner=SCHOOL).write(mended).imported(intake)
    assert back.counts == Counts(rows=3, taken=3)
    assert await intake.pool.fetchval("select count(*) from letter where narrative like '=HYPER%'") == 1
    assert await intake.pool.fetchval("select count(*) from person where given_name = '+Anna'") == 1


async def test_a_row_with_broken_quotes_is_rejected_as_it_stands(intake, file):
    lines = text(referrals(3)).splitlines()
    lines[2] = lines[2].replace("school", '"school')
    job = await file.write("\n".join(lines).encode("cp1257")).imported(intake)
    assert job.counts == Counts(rows=3, taken=2, rejected=1)
    assert '""school' in file.rejected.read_text("cp1257")
    assert (await File(file.rejected, partner=SCHOOL).imported(intake)).counts == Counts(rows=1, rejected=1)


async def test_an_import_that_was_cut_off_goes_on_without_loss_or_doubling(intake, file, small_batches):
    rows = referrals(10)
    for bad in (0, 4, 9):
        rows[bad] |= {"narrative": ""}
    whole = File(file.path.with_name("whole.csv"), partner=SCHOOL).write(text(rows))

    def cut_off(job):
        if job.counts.rows == 6:
            raise InterruptedError

    cut = File(file.path, partner=SCHOOL, meanwhile=cut_off).write(text(rows))
    with pytest.raises(InterruptedError):
        await cut.imported(intake)
    with file.rejected.open("ab") as written_after_the_last_commit:
        written_after_the_last_commit.write(b"half a ro")
    job = await file.imported(intake)
    assert job.counts == Counts(rows=10, taken=7, rejected=3)
    lines = file.rejected.read_text("utf-8-sig").splitlines()
    assert [line.split(",")[0] for line in lines] == ["line", "2", "6", "11"]
    assert (await whole.imported(intake)).counts == Counts(rows=10, repeated=7, rejected=3)
    assert whole.rejected.read_bytes() == file.rejected.read_bytes()


async def test_a_dry_run_judges_every_row_and_writes_nothing(intake, file, small_batches):
    rows = [*referrals(4), *referrals(1), *referrals(1, narrative="Pavisam kas cits."), *referrals(1, 9, kind="crisis")]
    before = await facts(intake)
    dry = await file.write(text(rows)).rehearsed(intake)
    why = {line: str(one) for line, one in file.lines.items()}
    assert (await numbers(intake), await facts(intake), file.rejected.exists()) == ([], before, False)
    file.told = []
    job = await file.imported(intake)
    assert dry.counts == job.counts == Counts(rows=7, taken=4, repeated=1, rejected=2)
    assert {line: str(one) for line, one in file.lines.items()} == why


async def test_people_are_recognised_and_entered_once(intake, file):
    rows = [
        PERSON | {"household": "H1", "message": ""},
        PERSON | {"household": "H1", "message": "p2", "given_name": "Elīna"},
        {"given_name": "Jānis", "family_name": "Paraudziņš", "personal_code": "", "household": "H1", "message": "p3"},
    ]
    listed = File(file.path, kind="people").write(text(rows))
    first, again = await listed.imported(intake), await listed.imported(intake)
    assert (first.counts, again.counts) == (Counts(rows=3, taken=3), Counts(rows=3, repeated=3))
    assert await intake.pool.fetchval("select count(*) from person") == 2
    homes = await intake.pool.fetch("select version, json_array_length(members::json) as members from household")
    assert [tuple(home) for home in homes] == [(2, 2)]
    other = File(file.path, kind="people").write(text([rows[2] | {"given_name": "Pēteris"}]))
    assert (await other.imported(intake)).counts == Counts(rows=1, rejected=1)


async def test_figures_of_registers_are_facts_and_corrected_by_later_ones(intake, file):
    rows = [FIGURE | {"quoted": "", "note": ""}, FIGURE | {"count": "200", "quoted": "jā", "note": "estimate"}]
    figures = File(file.path, kind="register").write(text(rows))
    assert (await figures.imported(intake)).counts == Counts(rows=2, taken=2)
    assert (await figures.imported(intake)).counts == Counts(rows=2, repeated=2)
    corrected = File(file.path, kind="register").write(text([rows[0] | {"count": "321"}]))
    assert (await corrected.imported(intake)).counts == Counts(rows=1, taken=1)
    assert (await facts(intake)).count("register-count-recorded") == 3
    stands = await intake.pool.fetch("select count, quoted, version from register_count order by quoted")
    assert [tuple(row) for row in stands] == [(321, False, 2), (200, True, 1)]
