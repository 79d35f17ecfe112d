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


def met(service: str) -> list[tuple[Topic, type[Contract]]]:
    """Whatever a service may meet on the topics it reads."""
    return [(topic, contract) for topic in registry.read_by(service) for contract in topic.contracts]


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


@pytest.mark.parametrize("service", DEFINITIONS)
def test_what_is_addressed_to_a_service_it_knows_and_the_rest_it_passes_over(service):
    # One test for all contracts: there are hundreds, and making the work of a service anew for each took a second.
    reads = work(service)
    heard = [(contract.type, reads.read(record(topic, contract), NOW)) for topic, contract in met(service)]
    known = registry.consumed_by(service)
    assert any(found for _, found in heard)
    assert [type for type, found in heard if found is not None and found.type != type] == []
    assert [type for type, found in heard if found is not None and type not in known] == []
