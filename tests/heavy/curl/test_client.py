"""The curl script that partners copy does what it says, against the simulator as they start it."""

import json

import pytest

from deploy.conformance.kit import files
from tests.deploy.simulator.running import client, simulated

KIT = files()
SENT = "sent/lv.tilts.partner.referral-submitted.v1"


@pytest.fixture(scope="module")
def variables():
    with simulated("--delay", "0") as variables:
        yield variables


@pytest.fixture
def send(variables, tmp_path):
    def send(name, message="m1"):
        (tmp_path / "referral.json").write_text(KIT[f"{SENT}/{name}.json"], "utf-8")
        return client(["sh", "partner_http.sh", str(tmp_path / "referral.json"), message], variables)

    return send


def test_it_sends_a_referral_and_shows_it_and_the_same_line_again_counts_once(send):
    first, again = send("valid/least"), send("valid/least")
    assert (first.returncode, again.returncode) == (0, 0), first.stderr
    numbers = {json.loads(line)["number"] for said in (first, again) for line in said.stdout.splitlines()}
    assert len(numbers) == 1


def test_a_refusal_is_shown_with_its_reasons(send):
    said = send("invalid/empty-narrative", "m2")
    assert said.returncode != 0
    assert json.loads(said.stdout.splitlines()[0])["errors"][0]["pointer"] == "/narrative"
