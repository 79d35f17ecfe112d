"""Columns stand for the fields of a contract; their names are found however they are written, or refused."""

import json

import pytest

from shared.tabular.columns import Column, body, columns, header
from shared.tabular.encoding import NotReadable

SCHEMA = {
    "properties": {
        "reference": {"type": "string", "description": "Your number."},
        "needs": {"type": "array", "items": {"$ref": "#/$defs/Need"}},
        "subject": {"$ref": "#/$defs/Subject"},
        "reporter": {"anyOf": [{"$ref": "#/$defs/Subject"}, {"type": "null"}]},
        "parts": {"type": "array", "items": {"$ref": "#/$defs/Subject"}},
        "count": {"type": "integer"},
        "urgent": {"type": "boolean"},
    },
    "required": ["reference", "subject"],
    "$defs": {
        "Need": {"type": "string", "enum": ["crisis"]},
        "Subject": {
            "properties": {
                "name": {"type": "string"},
                "born": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
            },
            "required": ["name"],
            "type": "object",
        },
    },
}
KNOWN = columns(SCHEMA)
ALIASES = {"vārds": "subject.name", "dzimšanas_datums": "subject.born"}


def test_a_contract_has_a_column_for_every_field_that_a_cell_can_hold():
    assert [(column.name, column.form, column.required) for column in KNOWN] == [
        ("reference", "string", True), ("needs", "array", False), ("subject.name", "string", True),
        ("subject.born", "date", False), ("reporter.name", "string", False), ("reporter.born", "date", False),
        ("count", "integer", False), ("urgent", "boolean", False),
    ]  # fmt: skip


def test_a_row_becomes_the_message_that_it_stands_for():
    found = header(["reference", " Vārds", "Dzimšanas datums", "needs", "urgent", "count"], KNOWN, ALIASES)
    pairs = found.pairs(["R-1", " Anna ", "05.03.2016.", "crisis, home_care", "Jā", "12"])
    assert json.loads(body(pairs)) == {
        "reference": "R-1", "subject": {"name": "Anna", "born": "2016-03-05"}, "needs": ["crisis", "home_care"],
        "urgent": True, "count": 12,
    }  # fmt: skip


def test_an_empty_cell_says_nothing():
    found = header(["reference", "vārds", "urgent"], KNOWN, ALIASES)
    assert json.loads(body(found.pairs(["R-1", "  ", ""]))) == {"reference": "R-1"}


@pytest.mark.parametrize(
    ("form", "cell"),
    [("integer", "twelve"), ("integer", "-1"), ("integer", "٣"), ("boolean", "maybe"), ("date", "5.3.16")],
)
def test_what_has_not_the_form_stays_text_for_the_contract_to_refuse(form, cell):
    assert Column(("field",), form).value(cell) == cell


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["reference", "vards"], "column 2 has a name that is not known. Did you mean vārds?"),
        (["reference", "subject.nam"], "Did you mean subject.name?"),
        (["reference", "Anna Paraudziņa"], "column 2 has a name that is not known"),
        (["reference", "vārds", "subject.name"], "column 3 is subject.name once more"),
        (["vārds"], "these columns are missing: reference"),
        (["reference", "vārds", "reason"], "column 3 has a name that is not known"),
    ],
)
def test_names_that_mean_nothing_are_refused(names, sentence):
    with pytest.raises(NotReadable) as refused:
        header(names, KNOWN, ALIASES)
    assert sentence in str(refused.value)
    assert "Anna" not in str(refused.value)


def test_a_file_of_rejected_rows_is_known_by_its_first_columns():
    found = header(["line", "field", "reason", "reference", "vārds"], KNOWN, ALIASES)
    assert found.fed_back
    assert json.loads(body(found.pairs(["7", "subject.name", "why", "R-1", "Anna"])))["reference"] == "R-1"
    assert not header(["reference", "vārds"], KNOWN, ALIASES).fed_back
