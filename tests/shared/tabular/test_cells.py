"""A cell that a spreadsheet would run is written with an apostrophe, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.tabular.cells import escaped, unescaped


@pytest.mark.parametrize("cell", ["=1+1", "+371 20000000", "-5", "@cmd", "\tx", "\rx", "'=already", "''+x"])
def test_what_would_run_is_escaped(cell):
    assert escaped(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Anna", "'Anna'", "a=b", "1-2", "'"])
def test_anything_else_stays(cell):
    assert escaped(cell) == unescaped(cell) == cell


@given(st.text(alphabet="'=+-@\t\ra"))
def test_what_was_escaped_comes_back(cell):
    assert unescaped(escaped(cell)) == cell
