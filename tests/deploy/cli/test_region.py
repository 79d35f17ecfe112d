"""`tilts region merge`: open data of municipalities in, one table out."""

from deploy.cli.exits import Exit
from tests.services.reporting.export.test_region import published


def test_the_table_is_written_and_what_is_in_it_is_said(tilts, tmp_path):
    one = published(tmp_path, "a", ("cases.by_class", "urgent", "open", 10, "cases", ""))
    said = tilts("region", "merge", str(one), str(one), "--out", str(tmp_path / "region.csv"))
    assert said.code == Exit.OK, said.err
    assert "1 numbers of 2 municipalities" in said.out
    [_, line] = (tmp_path / "region.csv").read_text("utf-8-sig").splitlines()
    assert line.startswith("cases.by_class,urgent,")


def test_a_file_that_is_none_is_refused_with_the_way_to_get_one(tilts, tmp_path):
    said = tilts("region", "merge", str(tmp_path / "none.zip"))
    assert said.code == Exit.USAGE
    assert "none.zip" in said.err and "/v1/open-data.zip" in said.err
