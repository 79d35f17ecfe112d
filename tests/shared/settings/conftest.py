from pathlib import Path

import pytest

SMALLEST = """\
[municipality]
slug = "paraugs"
name = { lv = "Parauga novads", en = "Sample Municipality" }
number_prefix = "PAR"
atvk = [{ code = "0099000", valid_from = 2021-07-01, source = "invented" }]

[[intake.triage]]
code = "ordinary"
priority = "routine"
decide_within = "5 working days"
contact_within = "1 month"
valid_from = 2021-07-01
source = "convention"
"""


@pytest.fixture
def write(tmp_path):
    """Writes the smallest settings that load, with `more` behind them, and gives the file."""

    def write(more: str = "", name: str = "paraugs.toml") -> Path:
        file = tmp_path / name
        file.write_text(SMALLEST + more, "utf-8")
        return file

    return write
