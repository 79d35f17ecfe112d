"""A file is what its bytes say, whatever it is called; one that was cut off shows it where its kind can."""

import pytest

from shared.files.kinds import BY_MEDIA_TYPE, kind_of
from tests.shared.files.samples import HEIC, JPEG, PDF, PNG, WEBP, WHOLE


@pytest.mark.parametrize("media_type", WHOLE)
def test_each_kind_is_told_by_its_first_bytes(media_type):
    data = WHOLE[media_type]
    kind = kind_of(data)
    assert kind is BY_MEDIA_TYPE[media_type]
    assert kind.ends(data, data, len(data))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"%PDF", b" %PDF-1.7", b"MZ\x90\x00", b"PK\x03\x04", b"<html>", b"<?xml", b"#!/bin/sh", b"GIF89a",
        b"\x7fELF", b"RIFF\x00\x00\x00\x00AVI ", b"\x00\x00\x00\x18ftypavif", b"\x00\x00\x00\x18ftypisom",
    ],
)  # fmt: skip
def test_what_is_not_taken_is_no_kind(data):
    assert kind_of(data) is None


@pytest.mark.parametrize("data", [PDF, JPEG, PNG, WEBP])
def test_one_that_was_cut_off_in_the_middle_shows_it(data):
    half = data[: len(data) - 10]
    assert not kind_of(data).ends(half, half, len(half))


@pytest.mark.parametrize("data", [JPEG + b"SEFT" * 100, PDF + b"\r\n\r\n", HEIC])
def test_what_phones_and_printers_write_behind_the_end_harms_nothing(data):
    assert kind_of(data).ends(data, data, len(data))
