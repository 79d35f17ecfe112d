"""The AsyncAPI document says of every topic and message what a reader needs, and its examples are valid."""

import json

import pytest
from jsonschema import Draft202012Validator

from shared.contracts import asyncapi
from shared.contracts.registry import BY_TYPE, consumed_by
from shared.contracts.schema import schema
from shared.contracts.topics import TOPICS

DOCUMENT = asyncapi.document()


def resolved(reference):
    node = DOCUMENT
    for step in reference["$ref"].removeprefix("#/").split("/"):
        node = node[step]
    return node


def references(node):
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node
        node = list(node.values())
    for child in node if isinstance(node, list) else ():
        yield from references(child)


def test_every_reference_leads_somewhere():
    assert all(resolved(reference) for reference in references(DOCUMENT))


def test_every_topic_says_who_owns_it_how_long_it_keeps_and_whether_it_names_people():
    channels = {channel["address"]: channel for channel in DOCUMENT["channels"].values()}
    assert set(channels) == {topic.name for topic in TOPICS}
    submitted = channels["{municipality}.partner.{partner}.referrals"]
    assert submitted["x-personal-data"] and submitted["x-owner"] == "intake"
    assert submitted["bindings"]["kafka"]["topicConfiguration"]["retention.ms"] == 7 * 24 * 3600 * 1000


def test_a_service_receives_what_it_consumes_and_nothing_else():
    received = [
        resolved(message)
        for name, operation in DOCUMENT["operations"].items()
        if name.startswith("cases.receive.")
        for message in operation["messages"]
    ]
    assert {resolved(message)["name"] for message in received} == consumed_by("cases")


@pytest.mark.parametrize(
    ("type", "trait"),
    [
        ("lv.tilts.cases.case-opened.v1", {"ce_position", "ce_epoch", "ce_subject"}),
        ("lv.tilts.partner.notice-sent.v1", {"ce_subject", "ce_dataschema"}),
        ("lv.tilts.partner.notice-answered.v1", {"ce_id", "ce_type"}),
    ],
)
def test_a_message_requires_the_headers_of_its_writer(type, trait):
    message = DOCUMENT["components"]["messages"][type]
    assert trait <= set(resolved(message["traits"][0])["headers"]["required"])
    assert message["headers"]["properties"]["ce_type"] == {"const": type}


def test_definitions_of_one_name_are_the_same_everywhere():
    found = {}
    for contract in BY_TYPE.values():
        for name, definition in schema(contract).get("$defs", {}).items():
            assert found.setdefault(name, definition) == definition


@pytest.mark.parametrize("contract", BY_TYPE.values(), ids=BY_TYPE)
def test_the_examples_of_a_message_keep_to_its_schema(contract):
    validator = Draft202012Validator(schema(contract), format_checker=Draft202012Validator.FORMAT_CHECKER)
    for example in DOCUMENT["components"]["messages"][contract.type]["examples"]:
        assert [error.message for error in validator.iter_errors(example["payload"])] == []


def test_the_document_is_plain_json():
    assert json.loads(json.dumps(DOCUMENT)) == DOCUMENT
