"""What a file really is, by its first and last bytes; what it is called or declared to be decides nothing."""

from collections.abc import Callable
from dataclasses import dataclass

HEAD, TAIL = 64, 65_536
"""How many of the first and last bytes tell the kind, and whether all of it is there."""

_HEIF_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"})


@dataclass(frozen=True, slots=True)
class Kind:
    """`begins(head)` tells it apart; `ends(head, tail, size)` is false for one that shows that it was cut off."""

    media_type: str
    suffixes: tuple[str, ...]
    begins: Callable[[bytes], bool]
    ends: Callable[[bytes, bytes, int], bool]


def _webp_is_whole(head: bytes, tail: bytes, size: int) -> bool:
    return size >= int.from_bytes(head[4:8], "little") + 8


KINDS = (
    Kind("application/pdf", ("pdf",), lambda h: h.startswith(b"%PDF-"), lambda _, tail, __: b"%%EOF" in tail[-2048:]),
    Kind(
        "image/jpeg", ("jpg", "jpeg"), lambda h: h.startswith(b"\xff\xd8\xff"),
        # Phones write something of their own behind the end.
        lambda _, tail, __: b"\xff\xd9" in tail,
    ),
    Kind(
        "image/png", ("png",), lambda h: h.startswith(b"\x89PNG\r\n\x1a\n"),
        lambda _, tail, __: b"IEND\xaeB`\x82" in tail[-2048:],
    ),
    Kind("image/webp", ("webp",), lambda h: h[:4] == b"RIFF" and h[8:12] == b"WEBP", _webp_is_whole),
    Kind(
        "image/heic", ("heic", "heif"), lambda h: h[4:8] == b"ftyp" and h[8:12] in _HEIF_BRANDS,
        lambda _, __, ___: True,
    ),
)  # fmt: skip
BY_MEDIA_TYPE = {kind.media_type: kind for kind in KINDS}


def kind_of(head: bytes) -> Kind | None:
    """The kind of a file that begins so; none for what is not taken."""
    return next((kind for kind in KINDS if kind.begins(head)), None)
