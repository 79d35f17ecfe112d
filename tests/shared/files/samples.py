"""Files as people have them, as small as they can be: whole, and what is wrong with them."""

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + b"\x00" * 50 + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\x00" * 17 + b"\x00\x00\x00\x00IEND\xaeB`\x82"
WEBP = b"RIFF" + (32).to_bytes(4, "little") + b"WEBP" + b"VP8 " + b"\x00" * 24
HEIC = b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40
WHOLE = {"application/pdf": PDF, "image/jpeg": JPEG, "image/png": PNG, "image/webp": WEBP, "image/heic": HEIC}


async def parts(data: bytes, size: int = 10):
    """The bytes as they would come over the network."""
    for start in range(0, len(data), size):
        yield data[start : start + size]
