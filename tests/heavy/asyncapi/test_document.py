"""The AsyncAPI project's own parser accepts our document, and would find what is wrong with one.

The parser comes from npm, at the version below.
"""

import json
import subprocess
from pathlib import Path

import pytest

from shared.contracts import asyncapi
from tests.heavy.npm import installed

PARSER = "@asyncapi/parser@3.6.3"
ERROR, WARNING = 0, 1


@pytest.fixture(scope="module")
def parser() -> Path:
    """The folder in which the parser is installed."""
    return installed(PARSER)


def diagnosed(parser: Path, document: dict) -> list[dict]:
    """What the parser calls an error or a warning."""
    command = ["node", Path(__file__).with_name("diagnose.cjs"), parser]
    node = subprocess.run(command, check=False, input=json.dumps(document), capture_output=True, text=True, timeout=60)
    assert node.returncode == 0, node.stderr
    return [found for found in json.loads(node.stdout) if found["severity"] in (ERROR, WARNING)]


def test_the_parser_accepts_the_document(parser):
    assert diagnosed(parser, asyncapi.document()) == []


@pytest.mark.parametrize(
    ("break_it", "complaint"),
    [
        (
            lambda document: document["components"]["messages"].pop("lv.tilts.cases.case-closed.v1"),
            "'#/components/messages/lv.tilts.cases.case-closed.v1' does not exist",
        ),
        (
            lambda document: document["channels"]["cases"].update(bindings={"kafka": {"partitions": "six"}}),
            '"partitions" property type must be integer',
        ),
        (lambda document: document["operations"]["cases.send.cases"].update(action="shout"), "must be equal to one of"),
    ],
    ids=["message missing", "wrong binding", "unknown action"],
)
def test_the_parser_finds_what_is_wrong(parser, break_it, complaint):
    document = asyncapi.document()
    break_it(document)
    assert any(complaint in found["message"] for found in diagnosed(parser, document))
