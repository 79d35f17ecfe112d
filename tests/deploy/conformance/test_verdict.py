"""The kit says of a message what the services and the partners' page say of it, while none of them runs."""

import json
import re

import pytest

from deploy.conformance.messages import WRITTEN, in_bytes
from deploy.conformance.verdict import judge
from shared.contracts import examples
from shared.contracts.partner_page import page
from shared.contracts.registry import UndecodableRecord, topics_of
from shared.stream.reading import unreadable
from tests.architecture.deployment import DEFINITIONS, SETTINGS

PAGE = page()
REJECTED = [
    pytest.param(contract, name, case, id=f"{contract.type}:{name}")
    for contract in WRITTEN.values()
    for name, case in examples.rejected(contract).items()
]
TAKEN = [
    pytest.param(contract, sent, id=f"{contract.type}:{name}")
    for contract in WRITTEN.values()
    for name, sent in (
        *examples.valid(contract).items(),
        *((name, case["sent"]) for name, case in examples.tolerated(contract).items()),
    )
]


def given(contract, sent):
    return list(in_bytes(json.dumps(sent).encode(), "message.json", "valsts-policija", contract.type))


def section(contract):
    return re.split(r"\n#{2,4} ", PAGE.partition(f"\n#### {contract.__name__}\n")[2])[0]


@pytest.mark.parametrize(("contract", "name", "case"), REJECTED)
def test_every_invalid_golden_message_is_rejected_with_the_reason_the_page_gives(contract, name, case):
    (verdict,) = judge(given(contract, case["sent"]))
    said = [(error.pointer, error.message) for error in verdict.problem.errors]
    assert said == [(error["pointer"], error["message"]) for error in case["errors"]]
    for pointer, message in said:
        row = f"| {name.replace('-', ' ')} | `{pointer or 'the whole body'}` | {message} |"
        assert row in section(contract).replace("\\|", "|")


@pytest.mark.parametrize(("contract", "name", "case"), REJECTED)
def test_the_reason_is_the_one_of_the_receipt(contract, name, case):
    service = DEFINITIONS[topics_of(contract)[0].owner].work(SETTINGS)
    ((message,), (verdict,)) = given(contract, case["sent"]), judge(given(contract, case["sent"]))
    now = SETTINGS.calendar.clock().now()
    with pytest.raises(UndecodableRecord) as refused:
        service.read(message.record, now)
    receipt = service.answer(unreadable(message.record, refused.value), now)
    assert json.loads(receipt.data)["problem"] == verdict.problem.model_dump(mode="json", exclude_none=True)


@pytest.mark.parametrize(("contract", "sent"), TAKEN)
def test_what_is_valid_or_tolerated_would_be_taken(contract, sent):
    (verdict,) = judge(given(contract, sent))
    assert (verdict.type, verdict.problem) == (contract.type, None)
