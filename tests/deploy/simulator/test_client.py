"""The HTTP client that partners copy does what it says, against the simulator as they start it."""

import json
import sys

import pytest

from shared.contracts import examples
from shared.contracts.partner import ReferralSubmitted
from tests.deploy.simulator.running import client, simulated


@pytest.fixture(scope="module")
def variables():
    with simulated("--delay", "0") as variables:
        yield variables


def python(variables, *words):
    return client([sys.executable, "partner_http.py", *words], variables)


def test_it_sends_a_referral_and_shows_what_became_of_it(variables):
    said = python(variables)
    assert said.returncode == 0, said.stderr
    decoder = json.JSONDecoder()
    registered, end = decoder.raw_decode(said.stdout)
    referral, _ = decoder.raw_decode(said.stdout[end:].lstrip())
    assert registered["number"] == referral["number"]
    assert referral["state"] in {"accepted", "completed"}


def test_a_referral_that_is_refused_ends_it_with_the_reasons(variables, tmp_path):
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(examples.example(ReferralSubmitted) | {"narrative": ""}))
    said = python(variables, str(file))
    assert said.returncode == 1
    assert said.stderr.startswith("422: ")
    assert "/narrative" in said.stderr


def test_without_an_address_it_explains_itself(monkeypatch):
    for name in ("TILTS_URL", "TILTS_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    said = python({})
    assert said.returncode == 1
    assert "python partner_http.py [referral.json]" in said.stderr
