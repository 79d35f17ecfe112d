"""`tilts import` as far as it needs no database: what it says of itself, and of files that it cannot read."""

import csv
import io

import pytest

from deploy.cli.exits import Exit
from deploy.cli.imports.kinds import kinds
from deploy.cli.main import main

OURS = ("-m", "liepaja")


@pytest.mark.parametrize("kind", ["referrals", "people", "register", "units", "staff"])
def test_the_template_is_a_file_without_rows(capsys, kind):
    assert main(["import", kind, "--template"]) == Exit.OK
    (names,) = csv.reader(io.StringIO(capsys.readouterr().out))
    assert names == [column.name for column in kinds()[kind].columns]


@pytest.mark.parametrize("kind", ["referrals", "people", "register", "units", "staff"])
def test_the_help_names_every_column_and_what_else_it_may_be_called(capsys, kind):
    assert main(["import", kind, "--help"]) == Exit.OK
    told = capsys.readouterr().out
    assert [
        name for name in (*kinds()[kind].aliases, *(c.name for c in kinds()[kind].columns)) if name not in told
    ] == []


@pytest.mark.parametrize(
    ("words", "written", "sentence"),
    [
        (["referrals"], None, "which file?"),
        (["referrals", "/no/such/file.csv", *OURS], None, "No such file"),
        (["people", "FILE", "--as", "valsts-policija"], b"", "--as is for referrals"),
        (["referrals", "FILE", "--as", "nobody", *OURS], b"", "nobody"),
        (["people", "FILE", "--deactivate-missing"], b"", "--deactivate-missing is for units and staff"),
        (["referrals", "FILE", "--as", "valsts-policija", *OURS], b"", "no files are agreed with valsts-policija"),
        (["referrals", "FILE", *OURS], b"", "the first line must name the columns"),
        (["referrals", "FILE", *OURS], b"reference;kind;narative\n", "Did you mean narrative?"),
        (
            ["register", "FILE", *OURS],
            b"target_group,count,source,counted_on,name\n",
            "column 5 has a name that is not",
        ),
        (["referrals", "FILE", *OURS], b"\xc4\x81\n\xe2\n", "the file mixes encodings"),
    ],
)
def test_what_cannot_be_imported_is_refused_at_once_with_the_reason(capsys, tmp_path, words, written, sentence):
    file = tmp_path / "rows.csv"
    if written is not None:
        file.write_bytes(written)
    assert main(["import", *(str(file) if word == "FILE" else word for word in words)]) == Exit.USAGE
    assert sentence in capsys.readouterr().err
