"""Who issues certificates: the key and the public certificate by which everybody knows them again."""

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID

TYPE = "certificate+jws"
DEVELOPMENT = "development"
"""The organizational unit of a certificate that `khabuan up` made: production refuses it."""
_BYTES = 32
_ES256 = ec.ECDSA(hashes.SHA256(), deterministic_signing=True)


@dataclass(frozen=True, slots=True)
class Authority:
    """The issuing registry: a private key on P-256 and its certificate, both also as they were read (PEM)."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    key_pem: bytes
    certificate_pem: bytes

    @property
    def name(self) -> str:
        """Return the name of the issuer as its certificate tells it."""
        told = self.certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return str(told[0].value) if told else ""

    @property
    def is_for_development(self) -> bool:
        """Say whether the certificate was made for development."""
        units = self.certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        return any(unit.value == DEVELOPMENT for unit in units)

    def sign(self, facts: Mapping[str, Any]) -> str:
        """Return the facts as a compact JWS (ES256, RFC 7515); the same facts give the same text."""
        header = {"alg": "ES256", "typ": TYPE, "kid": thumbprint(self.certificate)}
        said = b".".join(_part(_json(each)) for each in (header, facts))
        r, s = decode_dss_signature(self.key.sign(said, _ES256))
        signature = r.to_bytes(_BYTES, "big") + s.to_bytes(_BYTES, "big")
        return (said + b"." + _part(signature)).decode()


class WrongCertificateError(ValueError):
    """The public certificate is at fault, not the key."""


def read(key_file: Path, certificate_file: Path) -> Authority:
    """Return the authority of two PEM files; raise ValueError saying what is wrong, with no key in it."""
    try:
        key_pem = key_file.read_bytes()
        key = serialization.load_pem_private_key(key_pem, None)
    except OSError:
        raise ValueError("is not a readable file") from None
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise ValueError("is not a private key in PEM without a password") from None
    try:
        certificate_pem = certificate_file.read_bytes()
        certificate = x509.load_pem_x509_certificate(certificate_pem)
    except OSError:
        raise WrongCertificateError("is not a readable file") from None
    except ValueError:
        raise WrongCertificateError("is not a certificate in PEM") from None
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("is not a key on P-256")  # noqa: TRY004 - a wrong file, not a wrong call
    if certificate.public_key() != key.public_key():
        raise WrongCertificateError("is the certificate of another key")
    return Authority(key, certificate, key_pem, certificate_pem)


def thumbprint(certificate: x509.Certificate) -> str:
    """Return by what a certificate is told apart: the beginning of its SHA-256 in base64url."""
    return _part(certificate.fingerprint(hashes.SHA256())).decode()[:16]


def digest(facts: Mapping[str, Any]) -> str:
    """Return what facts are told apart by."""
    return hashlib.sha256(_json(facts)).hexdigest()


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _part(raw: bytes) -> bytes:
    return base64.urlsafe_b64encode(raw).rstrip(b"=")
