"""In which encoding a file is written: UTF-8 or Windows-1257 as a whole, never a little of each.

The file is read once from end to end before a row of it is taken, in lines, so that memory does not grow with it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

LONGEST_LINE = 4_194_304
"""Bytes. Twenty times the longest row that anybody could mean."""
_BOM = b"\xef\xbb\xbf"
# What Latvian, Russian and Lithuanian letters are in UTF-8. In Windows-1257 these would be no word of any language.
_LETTERS_IN_UTF_8 = re.compile(rb"[\xc4\xc5][\x80-\xbf]|(?:[\xd0\xd1][\x80-\xbf]){2}")


class Encoding(StrEnum):
    """What somebody says of a file's encoding."""

    AUTO = "auto"
    UTF_8 = "utf-8"
    WINDOWS_1257 = "windows-1257"


class NotReadable(ValueError):
    """The file is not one whose rows can be read; says where, and how to mend it. Quotes nothing out of it."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """`digest` is the SHA-256 of the whole file, `begins` the byte after a byte order mark."""

    digest: str
    size: int
    encoding: Encoding
    begins: int


@dataclass(frozen=True, slots=True)
class _Spot:
    """A byte of a file: both count from 1."""

    line: int
    byte: int

    def __str__(self) -> str:
        return f"line {self.line}, byte {self.byte}"


def inspect(path: Path, said: Encoding = Encoding.AUTO) -> Inspected:
    """Find the encoding, or check the one that is `said`. Raises NotReadable, and OSError where there is no file."""
    digest, size, marked = sha256(), 0, False
    broken: _Spot | None = None
    letters: _Spot | None = None
    undefined: _Spot | None = None
    with path.open("rb") as file:
        for number, line in enumerate(_lines(file), 1):
            digest.update(line)
            size += len(line)
            marked = marked or (number == 1 and line.startswith(_BOM))
            if line.isascii():
                if b"\0" in line:
                    raise NotReadable(f"line {number} holds zero bytes, as UTF-16 does: save the file as CSV UTF-8")
                continue
            broken = broken or _undecodable(line, Encoding.UTF_8, number)
            undefined = undefined or _undecodable(line, Encoding.WINDOWS_1257, number)
            if letters is None and (found := _LETTERS_IN_UTF_8.search(line)):
                letters = _Spot(number, found.start() + 1)
    encoding = _decided(said, marked, broken, letters, undefined)
    return Inspected(digest.hexdigest(), size, encoding, len(_BOM) if marked else 0)


def _decided(
    said: Encoding, marked: bool, broken: _Spot | None, letters: _Spot | None, undefined: _Spot | None
) -> Encoding:
    if broken is None and said is not Encoding.WINDOWS_1257:
        return Encoding.UTF_8
    if said is Encoding.UTF_8 or (marked and broken):
        raise NotReadable(f"{broken} is no UTF-8: save the whole file in one encoding")
    if said is Encoding.AUTO and letters:
        raise NotReadable(
            f"the file mixes encodings: {broken} is no UTF-8, but {letters} is; save the whole file in one encoding, "
            "or say --encoding windows-1257 if it is that after all"
        )
    if undefined:
        raise NotReadable(f"{undefined} is neither UTF-8 nor Windows-1257: save the file as CSV UTF-8")
    return Encoding.WINDOWS_1257


def _lines(file: BinaryIO) -> Iterator[bytes]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise NotReadable(f"line {number} is longer than {LONGEST_LINE} bytes: this is no file of rows")
        yield line


def _undecodable(line: bytes, codec: str, number: int) -> _Spot | None:
    try:
        line.decode(codec)
    except UnicodeDecodeError as error:
        return _Spot(number, error.start + 1)
    return None
