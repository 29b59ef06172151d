"""What may be kept as a file."""

import hashlib
import html
import io
import re
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Sequence

from services.registry.documents.schemas import MediaType
from shared import images, national_ids, text
from shared.errors import FieldError, Problem

EXTENSIONS = {
    MediaType.PDF: "pdf",
    MediaType.JPEG: "jpg",
    MediaType.PNG: "png",
    MediaType.WEBP: "webp",
    MediaType.CSV: "csv",
    MediaType.XLSX: "xlsx",
    MediaType.DOCX: "docx",
    MediaType.ODS: "ods",
    MediaType.ODT: "odt",
}
IMAGES = frozenset({MediaType.JPEG, MediaType.PNG, MediaType.WEBP})
_OFFICE_PARTS = {MediaType.XLSX: "xl/", MediaType.DOCX: "word/"}
_ACTIVE = ("basic/", "scripts/")
_MACROS = "vbaproject.bin"
_TYPES = "[Content_Types].xml"
_MOST_TYPES = 1_000_000
_RUNS = ("vbaproject", "macroenabled", "macrosheet", "activex")
"""What the list of a package's parts says of those that run, whatever their files are called."""
_MOST_PARTS = 10_000
_PDF_END_BYTES = 2048
_LONGEST_NAME, _ID_DIGITS = 100, 13
_SNIFFED = 1024
"""So many characters a browser, or an old one, looks at to guess what something is."""
_PAGE = re.compile(
    "<(!doctype|!--|[?]xml|html|head|body|title|meta|base|link|style|script|iframe|frame|object|embed"
    "|svg|math|img|form|table|template|xml)(?![a-z0-9])",
    re.IGNORECASE,
)
_OTHERS = ("%PDF-", "%!PS-", "{\\rtf")


def media_type(content_type: str) -> MediaType:
    """Return the type that a Content-Type names; the route let only these through."""
    return MediaType(content_type.partition(";")[0].strip().lower())


def hash_of(content: bytes) -> str:
    """Return the SHA-256 of a file as it is named."""
    return hashlib.sha256(content).hexdigest()


def kept(sha256: str, kind: MediaType, content: bytes) -> bytes:
    """Return what is kept of a file that was sent under a name: of images the picture alone.

    Raises 422 `hash-mismatch` when the name is another file's, `content-mismatch` when the bytes are not
    of that type, `active-content` for a document with macros, `national-id` for a list with one in it.
    """
    if hash_of(content) != sha256:
        raise Problem(
            "validation-failed", errors=[FieldError(("path", "sha256"), "hash-mismatch")]
        )
    if kind in IMAGES:
        try:
            return images.without_metadata(kind, content)
        except ValueError:
            raise _wrong("content-mismatch") from None
    if kind in _OFFICE_PARTS or kind in {MediaType.ODS, MediaType.ODT}:
        _check_package(kind, content)
    elif not (_is_pdf(content) if kind is MediaType.PDF else _is_csv(content)):
        raise _wrong("content-mismatch")
    if kind is MediaType.CSV and _holds_national_id(content):
        raise Problem("validation-failed", errors=[FieldError(("body",), "national-id")])
    return content


def _holds_national_id(content: bytes) -> bool:
    """Say whether a line of a list holds one, in digits of any script, also with what nobody sees between them."""
    lines = (line for line in (_words(content) or "").splitlines() if _maybe_id(line))
    return any(national_ids.holds_national_id(text.repair(line)) for line in lines)


def _maybe_id(line: str) -> bool:
    return sum(map(str.isdecimal, line)) >= _ID_DIGITS


def _wrong(code: str) -> Problem:
    return Problem("validation-failed", errors=[FieldError(("header", "Content-Type"), code)])


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-_PDF_END_BYTES:]


def _words(content: bytes) -> str | None:
    """Return the text of a list, in UTF-8 or the old Thai code page; None for what is in neither."""
    try:
        return content.decode()
    except UnicodeDecodeError:
        words = content.decode("cp874", errors="replace")
        return None if "\ufffd" in words else words


def _is_csv(content: bytes) -> bool:
    """Say whether it is text, in UTF-8 or the old Thai code page, that nothing would take for something else.

    What is not seen (marks of byte order, spaces of no width) does not hide a page's beginning.
    """
    words = _words(content)
    if words is None:
        return False
    if any(unicodedata.category(each) == "Cc" and each not in "\t\r\n" for each in set(words)):
        return False
    unseen = "".join(each for each in set(words[:_SNIFFED]) if _is_unseen(each))
    begins = words.lstrip(unseen)
    hides = begins.startswith(("<", *_OTHERS)) or _PAGE.search(words[:_SNIFFED])
    return bool(begins) and not hides


def _is_unseen(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) in {"Cf", "Zs", "Zl", "Zp", "Mn"}


def _check_package(kind: MediaType, content: bytes) -> None:
    """Look into the directory of a zipped document; only what tells of its parts is unpacked.

    One that could be of two kinds is neither: the same bytes are never kept as one and refused as another.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            names = [part.filename for part in parts]
            first = parts[0]
            says = first.filename == "mimetype" and first.file_size <= _LONGEST_NAME
            told = package.read(first).decode("ascii") if says else ""
            inside = _kinds(names, told) == {kind}
            listed = _listed(package) if inside and kind in _OFFICE_PARTS else ""
    except (
        zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, ValueError, IndexError, NotImplementedError,
        OverflowError, EOFError, RuntimeError, struct.error, OSError,
    ):  # fmt: skip  # whatever stumbles over a package that is none
        inside, names, listed = False, [], ""
    if not inside or len(names) > _MOST_PARTS:
        raise _wrong("content-mismatch")
    lower = [name.lower() for name in names]
    runs = any(word in listed for word in _RUNS)
    if runs or any(name.endswith(_MACROS) or name.startswith(_ACTIVE) for name in lower):
        raise _wrong("active-content")


def _listed(package: zipfile.ZipFile) -> str:
    """Return what a package tells of its parts, in small letters; raise ValueError when it is no plain text."""
    with package.open(_TYPES) as part:
        content = part.read(_MOST_TYPES + 1)
    if len(content) > _MOST_TYPES or b"\0" in content:
        raise ValueError("no list of parts")
    return html.unescape(content.decode()).lower()


def _kinds(names: Sequence[str], told: str) -> set[str]:
    """Return the types that a package of these parts could be, when its first part tells one."""
    found = {
        kind.value
        for kind, folder in _OFFICE_PARTS.items()
        if names.count(_TYPES) == 1 and any(name.startswith(folder) for name in names)
    }
    return found | ({told} if told else set())
