"""Statistics forms: fields are sums of figures, and lines that must be sums of others are checked."""

from types import SimpleNamespace

import pytest
from pydantic import ValidationError

from services.reporting.disclosure.hidden import HIDDEN
from services.reporting.export.forms import FORMS, Form

BASE = {"code": "f", "title": {"lv": "f", "en": "f"}, "valid_from": "2026-01-01", "source": "test"}
OPENED = {"code": "A", "lv": "a", "en": "a", "figure": "cases.by_class", "measure": "opened"}
ALL = {"code": "1", "lv": "l", "en": "l"}
URGENT = ALL | {"code": "1.1", "where": {"class": ["urgent"]}}


def report(**opened) -> SimpleNamespace:
    return SimpleNamespace(rows={"cases.by_class": [{"class": code, "opened": n} for code, n in opened.items()]})


async def test_a_form_is_filled_from_the_figures_of_the_period(client):
    form = (await client.get("/v1/forms/sample-yearly", params={"from": "2026-11-01", "to": "2026-11-30"})).json()
    fields = {(field["line"], field["column"]): field["value"] for field in form["fields"]}
    # As test_figures works them out: asap and routine two each opened, stat and urgent one; asap, stat and routine one
    # each closed.
    assert fields == {
        ("1", "A"): 6, ("1", "B"): 3, ("1.1", "A"): 4, ("1.1", "B"): 2, ("1.2", "A"): 2, ("1.2", "B"): 1,
    }  # fmt: skip
    assert (form["invented"], form["disagreements"]) == (True, [])
    assert [one["code"] for one in (await client.get("/v1/forms")).json()] == list(FORMS)


def test_a_line_that_is_not_the_sum_of_its_parts_is_said():
    form = Form(**BASE, columns=[OPENED], lines=[ALL, URGENT], checks=[{"whole": "1", "parts": ["1.1"]}])
    assert list(form.disagreements(form.filled(report(urgent=3, routine=2)))) == ["line 1, column A: 5 is not 3"]
    assert list(form.disagreements(form.filled(report(urgent=3)))) == []


def test_a_sum_of_which_a_part_is_hidden_is_hidden():
    form = Form(**BASE, columns=[OPENED], lines=[ALL, URGENT], checks=[{"whole": "1", "parts": ["1.1"]}])
    filled = form.filled(report(urgent=7, routine=HIDDEN))
    assert filled == {"1": [HIDDEN], "1.1": [7]}
    assert list(form.disagreements(filled)) == []


@pytest.mark.parametrize(
    ("column", "line", "fault"),
    [
        (OPENED | {"figure": "cases.by_weather"}, ALL, "cases.by_weather opened, which is no figure"),
        (OPENED | {"measure": "lost"}, ALL, "cases.by_class lost, which is no figure"),
        (OPENED, ALL | {"where": {"weather": ["rain"]}}, "['weather'], which cases.by_class has not"),
    ],
)
def test_a_form_that_asks_for_what_is_not_counted_is_refused(column, line, fault):
    with pytest.raises(ValidationError, match=fault.replace("[", r"\[").replace("]", r"\]")):
        Form(**BASE, columns=[column], lines=[line])
