"""The development registry's own key and self-signed certificate, made once: it signs certificates."""

import datetime as dt
from pathlib import Path

from khabuan import home as home_folder

YEARS = 30
"""Long: a certificate on paper is to be verified years later, by whoever kept this one."""
COMMON_NAME = "ขบวนองค์กรชุมชน (ทดลอง)"


def make(key_file: Path, certificate_file: Path) -> None:
    """Write the key and its certificate unless both are there."""
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
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Khabuan"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, "development"),
            x509.NameAttribute(NameOID.COMMON_NAME, COMMON_NAME),
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
