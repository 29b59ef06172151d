"""`khabuan certificate`: is a certificate of status what its issuer signed? Answered without a network.

It takes the signed paper (PDF), the seal (a compact JWS: what the second code of the paper holds), or the
JSON of `GET /v1/certificates/{number}`. What was revoked since, no file can tell: the public link does.
"""

import base64
import binascii
import datetime as dt
import io
import json
import logging
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from khabuan import refusal
from shared.thai_time import bangkok_date, long_thai_date

if TYPE_CHECKING:
    from cryptography import x509

TYPE = "certificate+jws"
_WANTED = "give the signed PDF, its seal, or the JSON of /v1/certificates/{number}"
_HIDDEN = ("iss", "expires_on")
_SEAL = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*){2}")


class Result(StrEnum):
    """What came of it."""

    VALID = "valid"
    ALTERED = "altered"
    UNKNOWN_SIGNER = "unknown signer"
    OVER = "does not hold"
    NONE = "not a certificate (ไม่ใช่ใบรับรอง)"


@dataclass(frozen=True)
class Verdict:
    """What came of it, why, and what the certificate states when it is valid."""

    result: Result
    why: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def code(self) -> int:
        """Return the exit code: 0 valid, 3 for what is no certificate, 1 for all else."""
        return {Result.VALID: 0, Result.NONE: 3}.get(self.result, 1)

    @property
    def lines(self) -> list[str]:
        """Return the verdict in lines for people."""
        head = self.result.value + (f": {self.why}" if self.why else "")
        if self.result is not Result.VALID:
            return [head]
        told = [f"{name}: {value}" for name, value in self.facts.items() if name not in _HIDDEN]
        told += _until(self.facts)
        link = f"{self.facts.get('iss', '')}/certificates/{self.facts.get('number', '')}"
        return [head, *told, f"Suspended or revoked since? Ask {link}"]


class _AlteredError(Exception):
    """Something is not as it was signed."""


class _NoCertificateError(Exception):
    """It is something else altogether."""


class _StrangerError(Exception):
    """Somebody else signed it."""


class _OverError(Exception):
    """The registry itself says that it does not hold."""


def verify(content: bytes, trust: bytes, today: dt.date | None = None) -> Verdict:
    """Return whether the file is whole, signed by whom `trust` (a PEM certificate) names, and of a day to come.

    `today` is the day in Thailand unless told.
    """
    from cryptography import x509

    trusted = x509.load_pem_x509_certificate(trust)
    try:
        paper = content.lstrip()[:5] == b"%PDF-"
        facts = _of_paper(content, trusted) if paper else _of_text(content, trusted)
        _check_day(facts, today or bangkok_date(dt.datetime.now(dt.UTC)))
        return Verdict(Result.VALID, facts=facts)
    except _NoCertificateError as error:
        return Verdict(Result.NONE, str(error))
    except _AlteredError as error:
        return Verdict(Result.ALTERED, str(error))
    except _StrangerError as error:
        return Verdict(Result.UNKNOWN_SIGNER, str(error))
    except _OverError as error:
        return Verdict(Result.OVER, str(error))


def _check_day(facts: dict[str, Any], today: dt.date) -> None:
    ends = str(facts.get("expires_on", ""))
    if ends <= str(today):
        raise _OverError("it has expired; " + "; ".join(_until(facts)))


def _until(facts: dict[str, Any]) -> list[str]:
    """Return the last day on which it holds, as the paper says it, and the first on which it does not."""
    try:
        ends = dt.date.fromisoformat(str(facts["expires_on"]))
    except (KeyError, ValueError):
        return []
    last = ends - dt.timedelta(days=1)
    return [
        f"valid through: {last} (มีผลถึง {long_thai_date(last)})",
        f"no longer valid from: {ends} (expires_on)",
    ]


def verify_file(file: Path, trust: Path) -> Verdict:
    """Return what `verify` says of a file; raise `Refusal` (code 2) when one of the two can not be read."""
    try:
        content, known = file.read_bytes(), trust.read_bytes()
    except OSError as error:
        message = f"can not read {error.filename}; --trust names the issuer's certificate (PEM)"
        raise refusal.Refusal(message, code=2) from None
    try:
        return verify(content, known)
    except ValueError:
        message = f"{trust} holds no certificate (PEM)"
        raise refusal.Refusal(message, code=2) from None


def _of_text(content: bytes, trusted: "x509.Certificate") -> dict[str, Any]:
    """Return what a seal states, or the JSON around it when both say the same."""
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise _NoCertificateError(_WANTED) from None
    if not text.startswith("{"):
        if not _SEAL.fullmatch(text):
            raise _NoCertificateError(_WANTED)
        return _of_seal(text, trusted)
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise _NoCertificateError(_WANTED) from None
    if not {"jws", "facts"} & told.keys():
        raise _NoCertificateError(_WANTED)
    try:
        if told.get("state", "VALID") != "VALID":
            raise _OverError("it says so itself")
        seal, facts = told["jws"], told["facts"]
        shown = {
            "number": facts["number"],
            "edition": str(facts["edition"]),
            "organization": facts["organization_th"],
            "certified_on": facts["certified_on"],
            "expires_on": facts["expires_on"],
        }
    except (KeyError, TypeError, AttributeError):
        raise _AlteredError("a part of it is missing") from None
    stated = _of_seal(str(seal), trusted)
    if any(stated.get(name) != value for name, value in shown.items()):
        raise _AlteredError("what is told is not what is sealed")
    return stated


def _of_seal(seal: str, trusted: "x509.Certificate") -> dict[str, Any]:
    """Return what a compact JWS states: ES256 and nothing else, by the key of the trusted certificate."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    try:
        head, body, proof = seal.split(".")
        header, signature = json.loads(_bytes(head)), _bytes(proof)
        if header["alg"] != "ES256" or header["typ"] != TYPE or len(signature) != 64:
            raise _AlteredError("the seal is of another kind")
        kid = str(header["kid"])
    except (ValueError, KeyError, TypeError, binascii.Error, RecursionError):
        raise _AlteredError("there is no seal") from None
    own = base64.urlsafe_b64encode(trusted.fingerprint(hashes.SHA256())).decode()
    if not kid or not own.startswith(kid):
        raise _StrangerError("another key sealed it")
    key = trusted.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise _StrangerError("another kind of key sealed it")
    r, s = (int.from_bytes(each, "big") for each in (signature[:32], signature[32:]))
    try:
        key.verify(
            encode_dss_signature(r, s), f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256())
        )
    except InvalidSignature:
        raise _AlteredError("the seal does not fit what it states") from None
    stated: dict[str, Any] = json.loads(_bytes(body))
    return stated


def _of_paper(content: bytes, trusted: "x509.Certificate") -> dict[str, Any]:
    """Return what a signed PDF states; its one signature covers the whole file and forbids changes."""
    from cryptography import x509
    from cryptography.hazmat.primitives import serialization
    from pyhanko import keys
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign import validation
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko_certvalidator import ValidationContext

    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    told = trusted.public_bytes(serialization.Encoding.DER)
    roots = list(keys.load_certs_from_pemder_data(told))
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    if b"/ByteRange" not in content:
        raise _NoCertificateError("a PDF that nobody signed")
    try:
        reader = PdfFileReader(io.BytesIO(content))
        (found,) = reader.embedded_signatures
        status = validation.validate_pdf_signature(found, signer_validation_context=context)
        whole = (
            status.intact
            and status.valid
            and status.coverage is validation.SignatureCoverageLevel.ENTIRE_FILE
            and status.modification_level is ModificationLevel.NONE
            and _is_exact(bytes(found.pkcs7_content))
        )
        seal = str(reader.trailer_view["/Info"]["/Keywords"])
        signer = x509.load_der_x509_certificate(found.signer_cert.dump())
    except Exception as error:
        # Whatever a broken file does to its reader, it is not as it was signed.
        raise _AlteredError("it can not be read as it was signed") from error
    if not whole:
        raise _AlteredError("it was changed after it was signed")
    if not status.trusted:
        raise _StrangerError("somebody else signed it")
    return _of_seal(seal, signer)


def _is_exact(signature: bytes) -> bool:
    """Say whether nothing but zeros stands behind the signature: room that it does not cover itself."""
    from asn1crypto import parser  # type: ignore[import-untyped]  # it has no types

    _, _, _, header, content, trailer = parser.parse(signature)
    return not any(signature[len(header) + len(content) + len(trailer) :])


def _bytes(part: str) -> bytes:
    return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
