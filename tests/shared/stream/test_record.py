"""Whatever lies on a topic becomes a record, or is none; nothing in it is believed before its turn."""

from uuid import UUID

import pytest

from shared.stream.record import FactRecord, HeadRecord, core_record, edge_record, message_id
from shared.stream.wire import Sender, head_headers
from tests.shared.stream.running import TIME

ID = str(UUID(int=9)).encode()
PLACE = (("ce_position", b"4"), ("ce_epoch", b"1"), ("ce_id", ID))
HEAD = (("ce_type", b"lv.tilts.stream.head.v1"), ("ce_epoch", b"1"), ("ce_head", b"9"), ("ce_relayed", b"8"))


def without(name: str, headers: tuple) -> tuple:
    return tuple(header for header in headers if header[0] != name)


@pytest.mark.parametrize(
    "headers",
    [
        (),
        *(without(name, PLACE) for name, _ in PLACE),
        (*PLACE, ("ce_position", b"many")),
        (*PLACE, ("ce_position", b"0")),
        (*PLACE, ("ce_id", b"mine")),
        *(without(name, HEAD) for name in ("ce_epoch", "ce_head", "ce_relayed")),
    ],
)
def test_a_core_record_that_does_not_say_where_it_stands_is_none(headers):
    assert core_record("intake", 0, b"key", b"{}", headers) is None


@pytest.mark.parametrize(
    ("key", "more", "read"),
    [
        (b"key", (), "key"),
        (None, (("ce_subject", b"subject"),), "subject"),
        (b"\xff", (("ce_subject", b"subject"),), "subject"),
        (None, (), "?0/4"),
        (b"a\x00b", (), "?0/4"),
    ],
)
def test_a_fact_has_a_key_whatever_was_written(key, more, read):
    record = core_record("intake", 0, key, None, (*PLACE, *more))
    assert isinstance(record, FactRecord)
    assert (record.key, record.position, record.epoch) == (read, 4, 1)


def test_a_head_record_is_told_from_a_fact():
    assert core_record("intake", 3, None, b"{}", HEAD) == HeadRecord("intake", 3, 1, 9, 8, None)
    written = head_headers(Sender("intake", "liepaja"), 1, 9, None, 8, TIME)
    assert core_record("intake", 3, None, b"{}", tuple(written)) == HeadRecord("intake", 3, 1, 9, 8, None, TIME)


@pytest.mark.parametrize(
    "id", [None, b"", b"\xff", b"x" * 201, b"a\x00b", b"a b", "Ērgļu 7".encode(), b"no-170388-29991"]
)
def test_a_message_without_a_readable_id_is_named_by_what_it_says(id):
    one = edge_record("skola", "t", None, b"{}", (("ce_id", id), ("ce_type", b"a")))
    again = edge_record("skola", "t", b"other key", b"{}", (("ce_type", b"a"),))
    other = edge_record("skola", "t", None, b"{ }", (("ce_type", b"a"),))
    assert one.message == again.message == f"sha256:{one.digest.hex()}"
    assert other.message != one.message


def test_a_partner_is_who_its_topic_says_and_its_ids_are_its_own():
    record = edge_record("skola", "t", None, b"{}", (("ce_id", b"7"), ("ce_source", b"/valsts-policija")))
    assert (record.source, record.message) == ("partner.skola", "7")
    assert message_id("skola", "7") != message_id("valsts-policija", "7")
