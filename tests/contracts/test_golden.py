"""What was valid once is read for ever: each golden example is read by today's contract and comes back the same."""

import json

import pytest

from shared.contracts import examples
from shared.contracts.examples import GOLDEN
from shared.contracts.registry import BY_TYPE, InvalidData, decode
from shared.contracts.topics import EDGE_TOPICS, PARTNER


def _cases(read):
    return [
        pytest.param(contract, body, id=f"{contract.type}:{name}")
        for contract in BY_TYPE.values()
        for name, body in read(contract).items()
    ]


def _bytes(body):
    return json.dumps(body, ensure_ascii=False).encode()


def test_every_folder_belongs_to_a_contract_and_every_contract_has_its_example():
    assert {folder.name for folder in GOLDEN.iterdir()} == set(BY_TYPE)
    assert {type for type in BY_TYPE if "example" not in examples.valid(BY_TYPE[type])} == set()


def test_whatever_a_partner_writes_has_an_example_of_how_it_is_rejected():
    written = [contract for topic in EDGE_TOPICS if PARTNER in topic.producers for contract in topic.contracts]
    assert [contract.type for contract in written if not examples.rejected(contract)] == []


@pytest.mark.parametrize("contract", BY_TYPE.values(), ids=BY_TYPE)
def test_the_example_of_a_contract_shows_every_field(contract):
    optional_apart = {
        "lv.tilts.intake.persons-linked.v1": {"by"},
        "lv.tilts.intake.referral-redirected.v1": {"partner"},
        "lv.tilts.partner.referral-decided.v1": {"reason", "municipality"},
        "lv.tilts.partner.referral-status.v1": {"reason", "municipality", "outcome"},
        "lv.tilts.partner.notice-answered.v1": {"reason"},
        "lv.tilts.partner.feedback-submitted.v1": {"life_improved"},
    }
    assert set(contract.model_fields) - set(examples.example(contract)) == optional_apart.get(contract.type, set())


@pytest.mark.parametrize(("contract", "body"), _cases(examples.valid))
def test_a_valid_example_is_read_and_written_back_the_same(contract, body):
    message = decode(contract.type, _bytes(body))
    assert json.loads(message.encode()) == body
    assert contract.read(message.encode()) == message


@pytest.mark.parametrize(("contract", "body"), _cases(examples.tolerated))
def test_what_is_tolerated_is_understood_as_the_example_says(contract, body):
    assert json.loads(decode(contract.type, _bytes(body["sent"])).encode()) == body["understood"]


@pytest.mark.parametrize(("contract", "body"), _cases(examples.rejected))
def test_what_is_rejected_gets_the_errors_the_example_says(contract, body):
    with pytest.raises(InvalidData) as refused:
        decode(contract.type, _bytes(body["sent"]))
    assert [{"pointer": pointer, "message": message} for pointer, message in refused.value.errors] == body["errors"]


@pytest.mark.parametrize(
    ("type", "codes"),
    [
        ("submitted", (("/kind", "school.bullying"), ("/needs/1", "debt_counselling"))),
        ("corrected", (("/kind", "school.bullying"), ("/needs/0", "debt_counselling"))),
        ("withdrawn", (("/reason", "moved_abroad"),)),
    ],
)
def test_the_raw_value_of_a_code_we_do_not_know_is_kept_for_the_owner(type, codes):
    contract = BY_TYPE[f"lv.tilts.partner.referral-{type}.v1"]
    sent = _bytes(examples.tolerated(contract)["unknown-codes"]["sent"])
    assert contract.read(sent).unknown_codes == codes


def test_the_raw_codes_of_a_reporter_are_kept_too():
    contract = BY_TYPE["lv.tilts.partner.referral-submitted.v1"]
    sent = _bytes(examples.tolerated(contract)["reporter-with-unknown-codes"]["sent"])
    raw = {"/reporter/identity": "secret", "/reporter/relation": "godmother", "/reporter/wants_answer": "pigeon"}
    assert dict(contract.read(sent).unknown_codes) == raw
