"""Every log call of the project names an event with a constant and carries no personal field: read from the source."""

import ast
from pathlib import Path

import pytest

from shared.observability.privacy import PERSONAL_FIELDS

ROOT = Path(__file__).parents[3]
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}
SOURCES = [file for folder in ("shared", "services", "deploy") for file in sorted((ROOT / folder).rglob("*.py"))]


def log_calls(source: str) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in LEVELS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in {"log", "_log", "logger", "_logger"}
    ]


def faults(call: ast.Call) -> list[str]:
    found = []
    if not (len(call.args) == 1 and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)):
        found.append("the event is not one constant text, so anything could be in it")
    for keyword in call.keywords:
        if keyword.arg is None:
            found.append("unpacks a mapping, so anything could be in it")
        elif keyword.arg in PERSONAL_FIELDS:
            found.append(f"carries {keyword.arg}")
    return [f"line {call.lineno}: {fault}" for fault in found]


def test_log_calls_take_an_event_and_codes():
    # One test for all files: there are a thousand, and each test costs more than reading a file.
    calls = [(file, call) for file in SOURCES for call in log_calls(file.read_text("utf-8"))]
    assert len(calls) > 5, "the reader sees the calls there are"
    assert [f"{file.relative_to(ROOT)}: {fault}" for file, call in calls for fault in faults(call)] == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        ('log.info(f"referral of {name}")', "not one constant text"),
        ('log.info("referral of %s", name)', "not one constant text"),
        ("_log.error(str(error))", "not one constant text"),
        ('log.warning("seen", given_name=x)', "carries given_name"),
        ('log.warning("seen", **person)', "unpacks a mapping"),
    ],
)
def test_the_reader_finds_what_it_looks_for(call, fault):
    (node,) = log_calls(call)
    assert fault in faults(node)[0]
