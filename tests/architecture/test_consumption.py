"""Every fact and message that is sent to a service is handled by it, or deliberately ignored; no other is taken."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from shared.contracts import examples, registry
from shared.contracts.contract import Contract
from shared.contracts.topics import Topic
from shared.stream.record import Record, core_record, edge_record
from shared.stream.work import Work
from tests.architecture.deployment import DEFINITIONS, SETTINGS

NOW = datetime(2026, 3, 16, 9, 30, tzinfo=UTC)
MET = [
    pytest.param(service, topic, contract, id=f"{service}: {contract.type} of {topic.owner}")
    for service in DEFINITIONS
    for topic in registry.read_by(service)
    for contract in topic.contracts
]


def work(service: str) -> Work:
    return DEFINITIONS[service].work(SETTINGS)


def record(topic: Topic, contract: type[Contract]) -> Record:
    """The golden example of a contract, as it would come on the topic."""
    body = json.dumps(examples.example(contract)).encode()
    if topic.is_edge:
        headers = (("ce_id", b"m1"), ("ce_type", contract.type.encode()))
        return edge_record("valsts-policija", topic.named("liepaja", "valsts-policija"), None, body, headers)
    headers = {"ce_id": UUID(int=1), "ce_type": contract.type, "ce_epoch": 1, "ce_position": 1,
               "ce_time": NOW.isoformat()}  # fmt: skip
    raw = tuple((name, str(value).encode()) for name, value in headers.items())
    return core_record(topic.owner, 0, b"key", body, raw)


@pytest.mark.parametrize(("service", "topic", "contract"), MET)
def test_what_is_addressed_to_a_service_it_knows_and_the_rest_it_passes_over(service, topic, contract):
    heard = work(service).read(record(topic, contract), NOW)
    if contract.type in registry.consumed_by(service):
        assert heard is None or heard.type == contract.type
    else:
        assert heard is None


@pytest.mark.parametrize("service", DEFINITIONS)
def test_what_is_addressed_to_a_service_is_not_all_ignored(service):
    heard = [work(service).read(record(topic, c), NOW) for topic in registry.read_by(service) for c in topic.contracts]
    assert any(heard)
