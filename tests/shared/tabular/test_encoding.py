"""A file has one encoding: UTF-8 or Windows-1257; one that has a little of each is refused with the place."""

from hashlib import sha256

import pytest

from shared.tabular.encoding import LONGEST_LINE, Encoding, NotReadable, inspect

TEXT = "numurs;vārds\r\n1;Ģirts Āboliņš\r\n2;Ķirils\r\n"
OLD, NEW = "2;Ķirils\n".encode("cp1257"), "1;Ģirts\n".encode()


@pytest.fixture
def inspected(tmp_path):
    def look(data: bytes, said: Encoding = Encoding.AUTO):
        file = tmp_path / "rows.csv"
        file.write_bytes(data)
        return inspect(file, said)

    return look


@pytest.mark.parametrize(
    ("data", "encoding", "begins"),
    [
        (TEXT.encode(), Encoding.UTF_8, 0),
        (TEXT.encode("utf-8-sig"), Encoding.UTF_8, 3),
        (TEXT.encode("cp1257"), Encoding.WINDOWS_1257, 0),
        (b"plain;ascii\n", Encoding.UTF_8, 0),
        ("«MĀJĀ»;“ŠŠ”\n".encode("cp1257"), Encoding.WINDOWS_1257, 0),
        (b"", Encoding.UTF_8, 0),
    ],
)
def test_the_encoding_is_found(inspected, data, encoding, begins):
    found = inspected(data)
    assert (found.encoding, found.begins, found.size) == (encoding, begins, len(data))
    assert found.digest == sha256(data).hexdigest()


@pytest.mark.parametrize(
    ("data", "said", "sentence"),
    [
        (NEW + OLD, Encoding.AUTO, "line 2, byte 3 is no UTF-8, but line 1, byte 3 is"),
        (OLD + NEW, Encoding.AUTO, "line 1, byte 3 is no UTF-8, but line 2, byte 3 is"),
        ("Ķirils\n".encode("cp1257"), Encoding.UTF_8, "line 1, byte 1 is no UTF-8"),
        (b"\xef\xbb\xbf" + "Ķirils\n".encode("cp1257"), Encoding.AUTO, "line 1, byte 4 is no UTF-8"),
        (b"a\nb\x83\xc7\n", Encoding.AUTO, "line 2, byte 2 is neither"),
        (TEXT.encode("utf-16-le"), Encoding.AUTO, "as UTF-16 does"),
        (b"x" * LONGEST_LINE, Encoding.AUTO, "line 1 is longer than"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_whole_is_refused_with_the_place(inspected, data, said, sentence):
    with pytest.raises(NotReadable, match=sentence) as refused:
        inspected(data, said)
    assert "irils" not in str(refused.value)


def test_whoever_knows_better_says_so(inspected):
    mixed = "Ģirts\n".encode() + "Ķirils\n".encode("cp1257")
    assert inspected(mixed, Encoding.WINDOWS_1257).encoding is Encoding.WINDOWS_1257
