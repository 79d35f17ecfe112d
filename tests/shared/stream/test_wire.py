"""What we write is what the cloudevents library reads, and what it writes we read; nothing in a header hurts."""

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary, to_binary
from cloudevents.core.formats.json import JSONFormat

from shared.stream import wire
from shared.stream.event import Event, Recorded

ID, BEFORE, CAUSE = UUID(int=7), UUID(int=6), UUID(int=5)
EVENT = Event(
    ID, "lv.tilts.cases.case-opened.v1", "atslēga", datetime(2026, 11, 21, 8, 30, 0, 125_000, UTC), '{"case": "ā"}',
    CAUSE, str(CAUSE), "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
)  # fmt: skip
SENDER = wire.Sender("cases", "liepaja")


def test_the_library_reads_what_we_write():
    headers = dict(wire.fact_headers(SENDER, Recorded(EVENT, 2, 42, 3, BEFORE)))
    read = from_binary(KafkaMessage(headers, EVENT.key.encode(), EVENT.data.encode()), JSONFormat())
    assert (read.get_id(), read.get_type(), read.get_source()) == (str(ID), EVENT.type, "/liepaja/cases")
    assert (read.get_subject(), read.get_time()) == (EVENT.key, EVENT.time)
    assert read.get_data() == {"case": "ā"}
    assert read.get_datacontenttype() == "application/json"
    places = [read.get_extension(name) for name in ("position", "epoch", "previousid", "municipality", "causationid")]
    assert places == ["42", "3", str(BEFORE), "liepaja", str(CAUSE)]


def test_we_read_what_the_library_writes():
    headers = dict(wire.headers_of(SENDER, EVENT))
    library = from_binary(KafkaMessage(headers, EVENT.key.encode(), EVENT.data.encode()), JSONFormat())
    written = to_binary(library, JSONFormat())
    given = wire.attributes(written.headers.items())
    assert (given["id"], given["type"], given["correlationid"]) == (str(ID), EVENT.type, str(CAUSE))
    assert wire.time(given) == EVENT.time
    assert json.loads(written.value) == {"case": "ā"}


@pytest.mark.parametrize(
    ("headers", "given"),
    [
        ([("ce_id", None)], {}),
        ([("ce_id", b"\xff\xfe")], {}),
        ([("ce_id", b"")], {}),
        ([("ce_id", b"a\x00b")], {}),
        ([("ce_id", b"a\nb")], {}),
        ([("id", b"1"), ("CE_ID", b"2"), ("", b"3")], {}),
        ([("ce_id", b"1"), ("ce_id", b"2")], {"id": "2"}),
        ([("ce_ā", "ē".encode())], {"ā": "ē"}),
    ],
)
def test_what_cannot_be_read_is_left_out(headers, given):
    assert wire.attributes(headers) == given


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("42", 42),
        ("-1", None),
        ("4.0", None),
        ("٤", None),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
    ],
)
def test_a_number_is_digits(text, number):
    assert wire.number({"position": text}, "position") == number


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T00:00:00Z"])
def test_a_time_that_is_none_reads_as_none(text):
    assert wire.time({"time": text}) is None
