"""The AsyncAPI project's own parser accepts our document, and would find what is wrong with one.

The parser comes from npm once, at the version below, into the ignored folder `.cache`.
"""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from shared.contracts import asyncapi

PARSER = "@asyncapi/parser@3.6.3"
ROOT = Path(__file__).parents[3]
ERROR, WARNING = 0, 1


@pytest.fixture(scope="module")
def parser() -> Path:
    """The folder in which the parser is installed."""
    for tool in ("node", "npm"):
        if shutil.which(tool) is None:
            pytest.fail(f"{tool} is missing: install Node.js 18 or newer, or run `make test`, which does without.")
    folder = ROOT / ".cache" / PARSER.replace("/", "-").lstrip("@")
    done = folder / "installed"
    if not done.exists():
        folder.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--no-save", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"]
        npm = subprocess.run(
            [*command, "--prefix", folder, PARSER], check=False, capture_output=True, text=True, timeout=100
        )
        assert npm.returncode == 0, f"npm could not install {PARSER}; is there a network?\n{npm.stderr}"
        done.touch()
    return folder


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
