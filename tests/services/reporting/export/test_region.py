"""What municipalities publish is added up; what one of them hides leaves the sum open, and says so."""

import csv
from io import StringIO
from zipfile import ZipFile

import pytest

from services.reporting.export.open_data import FIGURES_FILE
from services.reporting.export.region import NotOpenData, merged
from services.reporting.export.table import HEADER


def published(folder, name: str, *lines: tuple) -> object:
    """An archive as a municipality gives it; of each line figure, group, measure, value, unit and mark."""
    text = StringIO()
    out = csv.DictWriter(text, HEADER, restval="")
    out.writeheader()
    for figure, group, measure, value, unit, mark in lines:
        out.writerow({"figure": figure, "group": group, "measure": measure, "value": value, "unit": unit, "mark": mark})
    path = folder / f"{name}.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr(FIGURES_FILE, "\ufeff" + text.getvalue())
    return path


def summed(region) -> dict:
    lines = csv.DictReader(StringIO(region.table().lstrip("\ufeff")))
    return {(line["figure"], line["group"]): (line["value"], line["mark"], line["municipalities"]) for line in lines}


def test_counts_are_added_and_what_is_hidden_leaves_the_sum_open(tmp_path):
    region = merged([
        published(tmp_path, "a", ("cases.by_class", "urgent", "open", 10, "cases", ""),
                  ("cases.by_class", "routine", "open", "", "cases", "hidden"),
                  ("cases.by_class", "stat", "open", 15, "cases", "incomplete"),
                  ("turnaround", "decided", "p50", 3600, "seconds", "")),
        published(tmp_path, "b", ("cases.by_class", "urgent", "open", 25, "cases", ""),
                  ("cases.by_class", "routine", "open", 5, "cases", "")),
    ])  # fmt: skip
    assert summed(region) == {
        ("cases.by_class", "urgent"): ("35", "", "2"), ("cases.by_class", "routine"): ("5", "at_least", "2"),
        ("cases.by_class", "stat"): ("15", "at_least", "1"),
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK", b"figure,value\n"])
def test_what_is_no_open_data_is_refused_by_name(tmp_path, content):
    (path := tmp_path / "x.zip").write_bytes(content)
    with pytest.raises(NotOpenData, match=r"x\.zip"):
        merged([path])


def test_an_archive_with_other_columns_is_refused(tmp_path):
    with ZipFile(path := tmp_path / "old.zip", "w") as archive:
        archive.writestr(FIGURES_FILE, "figure,value\ncases,1\n")
    with pytest.raises(NotOpenData, match="other columns"):
        merged([path])
