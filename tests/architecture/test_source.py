"""Every file is short, says what it is for, and keeps within its lines; most are shorter still."""

import ast
import subprocess
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
TRACKED = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
FILES = [ROOT / name for name in TRACKED.split() if (ROOT / name).is_file()]
LONGEST = 300


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()


def test_no_file_is_long():
    assert [str(file.relative_to(ROOT)) for file in FILES if len(lines(file)) > LONGEST] == []


def test_most_files_are_short():
    assert median(len(lines(file)) for file in FILES) < 100


def test_no_line_is_longer_than_a_line():
    assert [
        f"{file.relative_to(ROOT)}:{number}"
        for file in FILES
        for number, line in enumerate(lines(file), 1)
        if len(line) > 120
    ] == []


@pytest.mark.parametrize("room", ["shared", "services", "deploy"])
def test_every_module_says_what_it_is_for(room):
    modules = [file for file in FILES if file.is_relative_to(ROOT / room)]
    assert modules
    unsaid = [file for file in modules if ast.get_docstring(ast.parse(file.read_text("utf-8"))) is None]
    assert [str(file.relative_to(ROOT)) for file in unsaid] == []
