"""The partners' page shows every message with its fields and a valid example, and its links lead somewhere."""

import json
import re
import subprocess
import sys

import pytest

from shared.contracts.partner_page import page
from shared.contracts.registry import decode
from shared.contracts.snapshots import ROOT
from shared.contracts.topics import EDGE_TOPICS, PARTNER

PAGE = page()
MESSAGES = [contract for topic in EDGE_TOPICS for contract in topic.contracts]


def section(contract):
    return re.split(r"\n#{2,4} ", PAGE.partition(f"\n#### {contract.__name__}\n\n`{contract.type}`")[2])[0]


@pytest.mark.parametrize("contract", MESSAGES, ids=lambda contract: contract.__name__)
def test_a_message_is_shown_with_all_its_fields_and_examples_that_are_valid(contract):
    shown = section(contract)
    assert [name for name in contract.model_fields if f"\n| `{name}` |" not in shown] == []
    examples = re.findall(r"```json\n(.*?)\n```", shown, re.DOTALL)
    assert examples
    for example in examples:
        assert json.loads(decode(contract.type, example.encode()).encode()) == json.loads(example)


@pytest.mark.parametrize("contract", MESSAGES, ids=lambda contract: contract.__name__)
def test_every_field_has_a_meaning(contract):
    for line in re.findall(r"^\| `.*$", section(contract), re.MULTILINE):
        assert all(cell.strip() for cell in line.strip("|").split(" | "))


def test_links_lead_to_headings_and_files():
    headings = {re.sub(r"[^a-z0-9 -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"^#+ (.*)$", PAGE, re.M)}
    links = re.findall(r"\]\(([^)]+)\)", PAGE)
    assert {link[1:] for link in links if link.startswith("#")} <= headings
    files = {link for link in links if not link.startswith(("#", "https://"))}
    assert files and all((ROOT / "docs" / file).exists() for file in files)


def test_only_what_a_partner_sends_is_shown_being_rejected():
    rejecting = {contract for contract in MESSAGES if "\nRejected:\n" in section(contract)}
    assert rejecting == {c for topic in EDGE_TOPICS if PARTNER in topic.producers for c in topic.contracts}


def test_the_client_the_page_names_explains_itself():
    client = subprocess.run(
        [sys.executable, ROOT / "docs/partner_client.py"], check=False, capture_output=True, text=True
    )
    assert client.returncode == 1
    assert "python partner_client.py <bootstrap> <municipality> <partner>" in client.stderr
