"""`tilts partner kit`: what it holds agrees with itself, as its reader finds out with `tilts partner check`."""

import json
import re
from zipfile import ZipFile

import pytest

from deploy.cli.exits import Exit
from deploy.cli.main import main
from deploy.conformance.kit import files
from shared.contracts.topics import EDGE_TOPICS

TYPES = {contract.type for topic in EDGE_TOPICS for contract in topic.contracts}


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    """A kit in a folder, which no test changes."""
    folder = tmp_path_factory.mktemp("made") / "kit"
    assert main(("partner", "kit", "--out", str(folder))) == Exit.OK
    return folder


def test_every_message_has_its_schema_and_an_example(kit):
    assert {file.stem for file in (kit / "schemas").iterdir()} == TYPES
    assert {folder.name for side in ("sent", "received") for folder in (kit / side).iterdir()} == TYPES


def test_the_checker_takes_what_is_valid_and_gives_the_reasons_for_the_rest(tilts, kit):
    said = tilts("partner", "check", str(kit / "sent"), "--json")
    assert said.code == Exit.FINDINGS
    verdicts = {one["source"].removeprefix(f"{kit}/"): one for one in json.loads(said.out)}
    rejected = {source: one["problem"]["errors"] for source, one in verdicts.items() if not one["taken"]}
    assert rejected == json.loads((kit / "reasons.json").read_text("utf-8"))
    assert set(rejected) == {source for source in verdicts if "/invalid/" in source}


@pytest.mark.parametrize("name", ["README.md", "partners.md"])
def test_what_a_page_of_it_names_is_in_it(kit, name):
    text = (kit / name).read_text("utf-8")
    links = {link for link in re.findall(r"\]\(([^)#]+)\)", text) if not link.startswith("https://")}
    clients = set(re.findall(r"`(partner_\w+\.\w+)`", text))
    assert [named for named in links | clients if not (kit / named).exists()] == []


def test_it_fits_in_one_file_too(tilts, tmp_path):
    assert tilts("partner", "kit", "--out", str(tmp_path / "kit.zip")).code == Exit.OK
    with ZipFile(tmp_path / "kit.zip") as archive:
        assert set(archive.namelist()) == {f"kit/{name}" for name in files()}


@pytest.mark.parametrize("name", ["kit", "kit.zip"])
def test_nothing_is_overwritten(tilts, tmp_path, name):
    (tmp_path / name).touch()
    said = tilts("partner", "kit", "--out", str(tmp_path / name))
    assert said.code == Exit.USAGE
    assert "cannot be made" in said.err
