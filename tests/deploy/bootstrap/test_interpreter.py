"""The newest suitable Python is taken, and when there is none the reason says how to get one."""

import ast
from pathlib import Path

import pytest

from deploy import bootstrap, cache
from deploy.bootstrap.interpreter import find_python
from deploy.bootstrap.problem import Problem


@pytest.fixture
def path(tmp_path, monkeypatch):
    """A PATH of its own; `path(name, answer)` puts a program there that answers our question as a Python would."""
    monkeypatch.setenv("PATH", str(tmp_path))

    def put(name, answer):
        file = tmp_path / name
        file.write_text(f"#!/bin/sh\n{answer}\n")
        file.chmod(0o755)
        return str(file)

    return put


def test_the_newest_is_taken(path):
    path("python3", "echo 3 11 1")
    newest = path("python3.13", "echo 3 13 1")
    assert find_python("") == newest


def test_one_that_does_not_run_or_cannot_make_environments_is_passed_over(path):
    path("python3.14", "exit 127")
    path("python3.13", "echo 3 13 0")
    path("python3.12", "echo 3 12 1")
    assert find_python("").endswith("python3.12")


def test_the_one_that_was_asked_for_is_taken_although_a_newer_one_is_there(path):
    path("python3.13", "echo 3 13 1")
    assert find_python("") != find_python(path("python3.12", "echo 3 12 1"))


@pytest.mark.parametrize(
    ("pythons", "reason"),
    [
        ({}, "python3 is not a Python that runs here"),
        ({"python3": "echo 3 8 1"}, "needs Python 3.11 or newer, and python3 is 3.8"),
        ({"python3": "echo 3 11 0"}, "apt-get install python3.11-venv"),
        ({"python3": "exit 1"}, "python3 is not a Python that runs here"),
    ],
)
def test_without_a_suitable_one_the_reason_says_how_to_get_it(path, pythons, reason):
    for name, answer in pythons.items():
        path(name, answer)
    with pytest.raises(Problem) as problem:
        find_python("")
    assert reason in str(problem.value)


@pytest.mark.parametrize("file", [*Path(bootstrap.__file__).parent.glob("*.py"), Path(cache.__file__)], ids=str)
def test_an_old_python_can_read_what_tells_that_it_is_too_old(file):
    assert ast.parse(file.read_text(), feature_version=(3, 7))
