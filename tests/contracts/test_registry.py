"""The registry knows every contract once, who reads it, and how to tell a strange record from a broken one."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.contracts import examples
from shared.contracts.cases import CaseClosed
from shared.contracts.registry import (
    BY_TYPE,
    InvalidData,
    UndecodableRecord,
    UnknownType,
    UnknownVersion,
    consumed_by,
    decode,
    ignored_by,
    read_by,
    topics_of,
    unknown,
)
from shared.contracts.stream import RecordParked
from shared.contracts.topics import CORE_TOPICS, EDGE_TOPICS, SERVICES, TOPICS

SUBMITTED = "lv.tilts.partner.referral-submitted.v1"
OF_INTAKE = re.compile("referral|message|feedback|information|status|aggregate")
PERSONAL = "Skaidrīte-Zvaigznīte-161175-19997"


def test_every_type_lies_on_a_topic_of_its_publisher():
    for type, contract in BY_TYPE.items():
        homes = {topic.owner for topic in topics_of(contract)}
        assert homes == {
            "stream": set(SERVICES),
            "partner": {"intake"} if OF_INTAKE.search(type) else {"notifications"},
        }.get(contract.publisher, {contract.publisher}), type


def test_facts_are_addressed_to_services_that_exist_and_not_to_their_publisher():
    for topic in CORE_TOPICS:
        for fact in topic.contracts:
            assert fact.to and set(fact.to) <= set(SERVICES) - {fact.publisher}


@pytest.mark.parametrize(
    ("service", "some_consumed", "some_ignored"),
    [
        ("intake", {SUBMITTED, "lv.tilts.cases.case-closed.v1"}, {"lv.tilts.cases.case-assigned.v1"}),
        ("cases", {"lv.tilts.intake.referral-accepted.v1"}, {"lv.tilts.intake.referral-declined.v1"}),
        ("notifications", {"lv.tilts.partner.notice-answered.v1"}, {RecordParked.type}),
        ("reporting", {RecordParked.type, CaseClosed.type}, set()),
    ],
)
def test_a_service_consumes_what_is_addressed_to_it_and_ignores_the_rest_of_its_topics(
    service, some_consumed, some_ignored
):
    assert some_consumed <= consumed_by(service)
    assert some_ignored <= ignored_by(service)
    assert not consumed_by(service) & ignored_by(service)
    on_its_topics = {contract.type for topic in read_by(service) for contract in topic.contracts}
    assert consumed_by(service) | ignored_by(service) == on_its_topics


def test_an_edge_topic_has_one_writer_and_one_reader_and_the_partner_is_one_of_them():
    for topic in EDGE_TOPICS:
        assert len(topic.producers) == len(topic.consumers) == 1
        assert topic.producers != topic.consumers
        assert topic.is_edge
        assert {message.topic for message in topic.contracts} == {topic.name.rpartition(".")[2]}


def test_topics_get_the_names_of_a_deployment():
    names = [topic.named("liepaja", "valsts-policija") for topic in TOPICS]
    assert names[0] == "liepaja.intake"
    assert names[4] == "liepaja.partner.valsts-policija.referrals"


def test_an_edge_topic_has_no_name_without_its_partner():
    with pytest.raises(ValueError, match="say which"):
        EDGE_TOPICS[0].named("liepaja")


@pytest.mark.parametrize(
    ("type", "error"),
    [
        ("lv.tilts.intake.referral-received.v2", UnknownVersion),
        ("lv.tilts.intake.referral-received.v1.v1", UnknownType),
        ("lv.tilts.intake.referral-eaten.v1", UnknownType),
        ("lv.tilts.intake.referral-received", UnknownType),
        ("", UnknownType),
        (PERSONAL, UnknownType),
    ],
)
def test_a_type_or_version_this_build_does_not_know_is_told_apart(type, error):
    with pytest.raises(error) as refused:
        decode(type, b"{}")
    assert PERSONAL not in str(refused.value)


def test_a_type_we_know_on_a_topic_where_it_does_not_belong_is_no_question_of_versions():
    error = unknown("lv.tilts.partner.referral-submitted.v1")
    assert type(error) is UnknownType and "belongs on another topic" in str(error)


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (None, "The record has no body."),
        (b"", "The record has no body."),
        (b"{", "Is no valid JSON: EOF while parsing an object at line 1 column 1."),
        (b"\xff\xfe", "Is no valid JSON: expected value at line 1 column 1."),
        (b"[]", "Must be an object."),
        (b"null", "Must be an object."),
        (b"[" * 100_000, "Is no valid JSON: recursion limit exceeded at line 1 column 202."),
    ],
)
def test_a_body_that_is_no_message_is_refused_as_a_whole(body, sentence):
    with pytest.raises(InvalidData) as refused:
        decode(SUBMITTED, body)
    assert refused.value.errors == (("", sentence),)


def _leaves(node, path=()):
    if isinstance(node, dict | list):
        for step, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(child, (*path, step))
    else:
        yield path


def _with(node, path, value):
    if not path:
        return value
    copy = dict(node) if isinstance(node, dict) else list(node)
    copy[path[0]] = _with(node[path[0]], path[1:], value)
    return copy


_EDGE_LEAVES = [
    (contract, path)
    for topic in EDGE_TOPICS
    for contract in topic.contracts
    for path in _leaves(examples.example(contract))
]


@settings(deadline=None)
@given(
    spot=st.sampled_from(_EDGE_LEAVES),
    wrong=st.sampled_from([PERSONAL, PERSONAL + "\x07", [PERSONAL], {PERSONAL: PERSONAL}, PERSONAL * 2000]),
)
def test_no_error_quotes_what_was_sent(spot, wrong):
    contract, path = spot
    try:
        decode(contract.type, json.dumps(_with(examples.example(contract), path, wrong), ensure_ascii=False).encode())
    except UndecodableRecord as refused:
        assert PERSONAL not in str(refused)
        assert all("/".join(map(str, path)).startswith(pointer.lstrip("/")) for pointer, _ in refused.errors)
