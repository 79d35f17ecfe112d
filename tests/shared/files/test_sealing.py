"""What is sealed opens only whole, in order, for its own file and with its own key."""

import asyncio
from uuid import UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.files.sealing import PIECE, Damaged, MasterKeys, Sealer, opened, seal
from tests.shared.files.samples import parts

FILE, OTHER = (uuid5(UUID(int=0), name) for name in ("file", "other"))
KEYS = MasterKeys("a master key for tests only, and for nobody")
KEY, KEPT = KEYS.new_key(FILE)
LONG = bytes(range(256)) * 600


def open_all(sealed: bytes, key: bytes = KEY, file: UUID = FILE, size: int = 1000) -> bytes:
    async def read() -> bytes:
        return b"".join([piece async for piece in opened(key, file, parts(sealed, size))])

    return asyncio.run(read())


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, len(LONG)])
@pytest.mark.parametrize("size", [777, PIECE, 10**6])
def test_what_was_sealed_opens_as_it_was(length, size):
    data = LONG[:length]
    sealed = seal(KEY, FILE, [data[n : n + size] for n in range(0, length, size)])
    assert (open_all(sealed, size=size), len(sealed) > length) == (data, True)


@given(st.integers(0, len(LONG) + 30), st.integers(1, 255))
def test_no_changed_byte_goes_unnoticed(place, by):
    sealed = bytearray(seal(KEY, FILE, [LONG]))
    sealed[place] ^= by
    with pytest.raises(Damaged):
        open_all(bytes(sealed), size=10**6)


@pytest.mark.parametrize(
    "broken",
    [
        lambda s: s[:-1], lambda s: s[: PIECE + 16], lambda s: b"", lambda s: s + s[-40:],
        lambda s: s[PIECE + 16 : 2 * (PIECE + 16)] + s[: PIECE + 16] + s[2 * (PIECE + 16) :],
    ],
    ids=["a byte short", "after the first piece", "empty", "longer", "pieces swapped"],
)  # fmt: skip
def test_no_piece_is_left_out_added_or_moved(broken):
    with pytest.raises(Damaged, match="is not as it was sealed"):
        open_all(broken(seal(KEY, FILE, [LONG])))


def test_the_same_file_is_sealed_differently_each_time():
    again, _ = KEYS.new_key(FILE)
    assert seal(KEY, FILE, [LONG]) != seal(again, FILE, [LONG])
    assert LONG[:32] not in seal(KEY, FILE, [LONG])


def test_another_key_or_another_file_opens_nothing():
    with pytest.raises(Damaged):
        open_all(seal(KEY, FILE, [LONG]), file=OTHER)
    with pytest.raises(Damaged):
        open_all(seal(KEY, FILE, [LONG]), key=KEYS.new_key(FILE)[0])


def test_a_kept_key_is_opened_by_its_master_key_also_after_that_was_changed():
    renewed = MasterKeys("another master key for tests, newer", (KEYS.current,))
    assert (KEYS.key_of(FILE, KEPT), renewed.key_of(FILE, KEPT)) == (KEY, KEY)
    for keys, file in ((MasterKeys(renewed.current), FILE), (KEYS, OTHER)):
        with pytest.raises(Damaged, match=r"documents\.key"):
            keys.key_of(file, KEPT)


def test_no_more_than_a_piece_waits_in_memory():
    sealer = Sealer(KEY, FILE)
    out = sum(len(sealer.add(LONG[n : n + 999])) for n in range(0, len(LONG), 999))
    assert len(LONG) - out < PIECE + 16 * 3
