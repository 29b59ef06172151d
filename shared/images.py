"""Pictures without what they tell of who took them where: place, device, time, thumbnails, editor, comments.

JPEG, PNG and WebP are sequences of labelled parts. Those that make the picture are kept as they are, all
others are left out, and so is whatever follows the picture's end (a phone hides a film there). Only the
way up survives (JPEG's orientation), or photos of telephones would lie on their side.
"""

import re
import struct

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_SCAN, _APP0, _APP1, _APP2, _APP14, _APP15, _COMMENT = 0xDA, 0xE0, 0xE1, 0xE2, 0xEE, 0xEF, 0xFE
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_KEPT_APPS = {_APP0: b"JFIF\x00", _APP2: b"ICC_PROFILE\x00", _APP14: b"Adobe"}
_EXIF = b"Exif\x00\x00"
_ORIENTATION = 0x0112
_UPRIGHT, _WAYS_UP = 1, 8
_MOST_ENTRIES = 200
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs cICP acTL fcTL fdAT".split()
)
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_WEBP_PICTURES = frozenset({b"VP8 ", b"VP8L", b"ANMF"})
_WEBP_METADATA_FLAGS = 0x0C
"""EXIF and XMP, as the header of an extended WebP announces them."""


def without_metadata(media_type: str, content: bytes) -> bytes:
    """Return an image of `image/jpeg`, `image/png` or `image/webp` with nothing but its picture.

    Doing it twice changes nothing. Raises ValueError for what is no whole image of that type.
    """
    ways = {"image/jpeg": _jpeg, "image/png": _png, "image/webp": _webp}
    try:
        return ways[media_type](content)
    except (IndexError, struct.error):
        raise ValueError("cut short") from None


def _jpeg(content: bytes) -> bytes:
    if content[:2] != _SOI:
        raise ValueError("no JPEG")
    kept, at, scanned = [_SOI], 2, False
    while True:
        if content[at] != 0xFF:
            raise ValueError("no marker")
        while content[at + 1] == 0xFF:
            at += 1
        marker = content[at + 1]
        if marker == _EOI[1]:
            if not scanned:
                raise ValueError("no picture")
            return b"".join([*kept, _EOI])
        end = at + 2 if marker in _ALONE else at + 2 + _length(content, at + 2)
        if marker == _SCAN:
            found = _AFTER_SCAN.search(content, end)
            if found is None:
                raise ValueError("cut short")
            end, scanned = found.start(), True
        kept.append(_segment(marker, content[at:end]))
        at = end


def _length(content: bytes, at: int) -> int:
    (size,) = struct.unpack_from(">H", content, at)
    if size < 2 or at + size > len(content):
        raise ValueError("cut short")
    return int(size)


def _segment(marker: int, whole: bytes) -> bytes:
    """Return a part of a JPEG, or what is left of it."""
    body = whole[4:]
    if marker == _APP1 and body.startswith(_EXIF):
        return _exif(_way_up(body[len(_EXIF) :]))
    if marker in _KEPT_APPS:
        return whole if body.startswith(_KEPT_APPS[marker]) else b""
    return b"" if _APP0 <= marker <= _APP15 or marker == _COMMENT else whole


def _way_up(tiff: bytes) -> int:
    """Return the orientation, 1 to 8, that EXIF data names; 1 is upright."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for number in range(min(count, _MOST_ENTRIES)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return int(value) if _UPRIGHT <= value <= _WAYS_UP else _UPRIGHT
    except struct.error:
        pass
    return _UPRIGHT


def _exif(way_up: int) -> bytes:
    """Return EXIF data that says nothing but which side is up; nothing at all for an upright picture."""
    if way_up == _UPRIGHT:
        return b""
    entry = struct.pack(">HHIHH", _ORIENTATION, 3, 1, way_up, 0)
    body = _EXIF + b"MM\x00*" + struct.pack(">IH", 8, 1) + entry + bytes(4)
    return b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body


def _png(content: bytes) -> bytes:
    if content[:8] != _PNG or content[12:16] != b"IHDR":
        raise ValueError("no PNG")
    kept, at, drawn = [_PNG], 8, False
    while True:
        size, kind = struct.unpack_from(">I4s", content, at)
        end = at + 12 + size
        if end > len(content):
            raise ValueError("cut short")
        if kind in _PNG_KEPT:
            kept.append(content[at:end])
        drawn |= kind == b"IDAT"
        at = end
        if kind == b"IEND":
            if not drawn:
                raise ValueError("no picture")
            return b"".join(kept)


def _webp(content: bytes) -> bytes:
    riff, whole, kind = struct.unpack_from("<4sI4s", content)
    if (riff, kind) != (b"RIFF", b"WEBP") or whole + 8 > len(content):
        raise ValueError("no WebP")
    kept, at, drawn = [b"WEBP"], 12, False
    while at + 8 <= whole + 8:
        name, size = struct.unpack_from("<4sI", content, at)
        end = at + 8 + size + size % 2
        if at + 8 + size > len(content):
            raise ValueError("cut short")
        if name in _WEBP_KEPT:
            part = bytearray(content[at:end])
            if name == b"VP8X" and size:
                part[8] &= ~_WEBP_METADATA_FLAGS
            kept.append(bytes(part))
        drawn |= name in _WEBP_PICTURES
        at = end
    if not drawn:
        raise ValueError("no picture")
    body = b"".join(kept)
    return b"RIFF" + struct.pack("<I", len(body)) + body
