"""The registry's own key and self-signed certificate, made once: it signs certificates of status."""

import datetime as dt
from pathlib import Path

from khabuan import home as home_folder
from khabuan import refusal

YEARS = 30
"""Long: a certificate on paper is to be verified years later, by whoever kept this one."""
LONGEST = 64
"""Bytes of a name in a certificate (X.520)."""
COMMON_NAME = "ขบวนองค์กรชุมชน (ทดลอง)"


def make_for_production(folder: Path, organization: str, name: str) -> tuple[Path, Path]:
    """Write the pair that signs in the name of an organization; raise `Refusal` rather than lose one that is there.

    Returns where the private key and the public certificate lie.
    """
    pair = (folder / "certificate.key", folder / "certificate.pem")
    if there := [path for path in pair if path.exists()]:
        message = f"{there[0]} is there; what it signed could not be verified without it"
        raise refusal.Refusal(message)
    if long := [each for each in (organization, name) if not 0 < len(each.encode()) <= LONGEST]:
        message = f"“{long[0]}” has to fit {LONGEST} bytes of UTF-8, 21 Thai letters; shorten it"
        raise refusal.Refusal(message, code=2)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    make(*pair, organization=organization, name=name, unit=None)
    return pair


def make(
    key_file: Path,
    certificate_file: Path,
    *,
    organization: str = "Khabuan",
    name: str = COMMON_NAME,
    unit: str | None = "development",
) -> None:
    """Write the key and its certificate unless both are there; production refuses the unit `development`."""
    if key_file.is_file() and certificate_file.is_file():
        return
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "TH"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization),
            *([x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, unit)] if unit else []),
            x509.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    now = dt.datetime.now(dt.UTC)
    usage = dict.fromkeys(
        (
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=365 * YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.KeyUsage(digital_signature=True, content_commitment=True, **usage), critical=True
        )
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    home_folder.write_private(key_file, private.decode())
    home_folder.write_private(
        certificate_file, certificate.public_bytes(serialization.Encoding.PEM).decode()
    )
