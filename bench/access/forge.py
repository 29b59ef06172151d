"""Tokens that must not count: forged, misused, worn out, or with something in them that we never write."""

import base64
import hmac
import json
import time
from collections.abc import Iterator
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from joserfc import jwe
from joserfc.jwk import ECKey

from bench.access import forged_claims
from bench.access.boot import make_key
from bench.access.forged_claims import ADMIN
from khabuan import keys

Facts = dict[str, Any]
Headers = list[tuple[str, str]]


def b64(raw: bytes) -> str:
    """Return URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def dump(told: Any) -> bytes:
    """Return compact JSON."""
    return json.dumps(told, separators=(",", ":")).encode()


class Forge:
    """Makes tokens with the keys of a home, and with keys that only a thief would hold."""

    def __init__(self, made: keys.Keys) -> None:
        self.issuer = json.loads(made.issuer.read_text())
        self.services = {
            name: json.loads(made.of(name).read_text())
            for name in ("registry", "planning", "partners", "gateway")
        }
        self.public = json.loads(made.jwks.read_text())["keys"]
        self.thief = make_key(self.issuer["kid"])

    def claims(self, **other: Any) -> Facts:
        """Return good claims of an administrator, with others in their place; `...` takes one away."""
        now = int(time.time())
        good: Facts = {
            "iss": "khabuan",
            "aud": "khabuan",
            "sub": "forge:admin",
            "iat": now,
            "exp": now + 600,
            "jti": f"forge-{time.monotonic_ns()}",
            "amr": ["pwd", "otp"],
            "grants": ADMIN,
        }
        return {name: value for name, value in {**good, **other}.items() if value is not ...}

    def token(
        self, claims: Facts | bytes | None = None, *, key: Facts | None = None, **header: Any
    ) -> str:
        """Return a token that is signed whatever stands in it."""
        key = key or self.issuer
        head = {"alg": "ES256", "typ": "at+jwt", "kid": key["kid"], **header}
        head = {name: value for name, value in head.items() if value is not ...}
        told = (
            claims
            if isinstance(claims, bytes)
            else dump(self.claims() if claims is None else claims)
        )
        return self.raw(dump(head), told, key)

    def raw(self, head: bytes, told: bytes, key: Facts) -> str:
        """Sign these very bytes with ES256, or another algorithm of the key's curve."""
        text = f"{b64(head)}.{b64(told)}"
        signer = ECKey.import_key(
            {k: v for k, v in key.items() if k in {"kty", "crv", "x", "y", "d"}}
        )
        made = _signed(text.encode(), signer)
        return f"{text}.{b64(made)}"

    def good(self, **other: Any) -> Headers:
        """Return a header that does count, to show that the others would without their fault."""
        return bearer(self.token(self.claims(**other)))


def _signed(text: bytes, key: ECKey) -> bytes:
    private = key.private_key
    assert private is not None
    r, s = utils.decode_dss_signature(private.sign(text, ec.ECDSA(hashes.SHA256())))
    size = (private.curve.key_size + 7) // 8
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def bearer(token: str) -> Headers:
    """Return the header that shows a token."""
    return [("Authorization", f"Bearer {token}")]


def all_of(forge: Forge) -> Iterator[tuple[str, Headers]]:
    """Yield every token that must not count, by name."""
    for group in (_signatures, _headers, _keys, _forms, _shown):
        for name, made in group(forge).items():
            yield name, made
    for name, change in forged_claims.all_of().items():
        yield name, bearer(forge.token(forge.claims(**change)))


def _signatures(forge: Forge) -> dict[str, Any]:
    """Not signed, or not by us."""
    good = forge.token()
    head, told, signature = good.split(".")
    other = b64(dump(forge.claims(sub="forge:other")))
    public = ECKey.import_key({k: forge.issuer[k] for k in ("kty", "crv", "x", "y")})
    secrets = {
        "the public key in PEM": public.as_pem(private=False),
        "the public key as JSON": dump(public.as_dict(private=False)),
        "x of the public key": forge.issuer["x"].encode(),
        "an empty secret": b"\0",
    }
    made: dict[str, Any] = {}
    for alg in ("none", "None", "NONE", "nOnE", ""):
        unsigned = b64(dump({"alg": alg, "typ": "at+jwt", "kid": forge.issuer["kid"]}))
        made[f"alg {alg!r} without a signature"] = bearer(f"{unsigned}.{told}.")
        made[f"alg {alg!r} with the signature of another"] = bearer(
            f"{unsigned}.{told}.{signature}"
        )
    for name, secret in secrets.items():
        for alg in ("HS256", "HS512"):
            header = {"alg": alg, "typ": "at+jwt", "kid": forge.issuer["kid"]}
            text = f"{b64(dump(header))}.{b64(dump(forge.claims()))}"
            tag = hmac.digest(secret, text.encode(), f"sha{alg[2:]}")
            made[f"{alg} with {name}"] = bearer(f"{text}.{b64(tag)}")
    broken = signature[:-4] + ("AAAA" if signature[-4:] != "AAAA" else "BBBB")
    return {
        **made,
        "changed payload": bearer(f"{head}.{other}.{signature}"),
        "changed signature": bearer(f"{head}.{told}.{broken}"),
        "no signature": bearer(f"{head}.{told}."),
        "half a signature": bearer(f"{head}.{told}.{signature[:43]}"),
        "a signature of zeros": bearer(f"{head}.{told}.{b64(bytes(64))}"),
        "a signature in DER": bearer(f"{head}.{told}.{b64(bytes([48, 6, 2, 1, 1, 2, 1, 1]))}"),
        "somebody's own key": bearer(forge.token(key=forge.thief)),
        "says ES384": bearer(forge.token(alg="ES384")),
        "says EdDSA": bearer(forge.token(alg="EdDSA")),
        "says RS256": bearer(forge.token(alg="RS256")),
        "says alg in a list": bearer(forge.token(alg=["ES256"])),
    }


def _headers(forge: Forge) -> dict[str, Any]:
    """Headers that want us to look for a key elsewhere, or that we do not understand."""
    thief, kid = forge.thief, forge.issuer["kid"]
    public = {name: value for name, value in thief.items() if name != "d"}
    tricks: dict[str, Facts] = {
        "kid of nobody": {"kid": "issuer-9999"},
        "kid as a path": {"kid": "../../../../dev/null"},
        "kid as SQL": {"kid": "' OR 1=1 --"},
        "kid as an address": {"kid": "https://evil.example/jwks.json"},
        "kid in a list": {"kid": [kid]},
        "kid as an object": {"kid": {"kid": kid}},
        "kid null": {"kid": None},
        "kid a number": {"kid": 1},
        "kid empty": {"kid": ""},
        "no kid": {"kid": ...},
        "jku": {"jku": "https://evil.example/jwks.json"},
        "x5u": {"x5u": "https://evil.example/cert.pem"},
        "x5c": {"x5c": ["MIIB"]},
        "an embedded key": {"jwk": public},
        "an embedded key without kid": {"jwk": public, "kid": ...},
    }
    ours: dict[str, Facts] = {
        "crit of something": {"crit": ["exp"], "exp": 1},
        "crit of b64": {"crit": ["b64"], "b64": False},
        "crit of nothing": {"crit": []},
        "typ JWT": {"typ": "JWT"},
        "typ id_token": {"typ": "id+jwt"},
        "typ missing": {"typ": ...},
        "typ of a refresh token": {"typ": "rt+jwt"},
        "typ in a list": {"typ": ["at+jwt"]},
    }
    return {
        **{name: bearer(forge.token(key=thief, **header)) for name, header in tricks.items()},
        **{name: bearer(forge.token(**header)) for name, header in ours.items()},
    }


def _keys(forge: Forge) -> dict[str, Any]:
    """Our own keys, out of their place."""
    made = {
        f"a person's rights by the key of {name}": bearer(forge.token(key=key))
        for name, key in forge.services.items()
    }
    service = forge.claims(grants=[{"role": "SERVICE"}], sub="service:gateway")
    retired = make_key("issuer-retired")
    return {
        **made,
        "a process's rights by the issuer": bearer(forge.token(service)),
        "a process's rights by a thief": bearer(
            forge.token(service, key={**forge.thief, "kid": "gateway"})
        ),
        "the issuer's kid by a process's key": bearer(
            forge.token(key={**forge.services["gateway"], "kid": forge.issuer["kid"]})
        ),
        "a retired key": bearer(forge.token(key=retired)),
    }


def _forms(forge: Forge) -> dict[str, Any]:
    """Not the three parts of a signed token."""
    good = forge.token()
    head, told, signature = good.split(".")
    key = ECKey.import_key({k: forge.issuer[k] for k in ("kty", "crv", "x", "y")})
    sealed = jwe.encrypt_compact(
        {"alg": "ECDH-ES", "enc": "A256GCM", "kid": forge.issuer["kid"]}, dump(forge.claims()), key
    )
    claims = dump(forge.claims())
    twice = claims[:-1] + b',"sub":"forge:second"}'
    kid = forge.issuer["kid"]
    heads = (
        b'{"alg":"ES256","typ":"at+jwt","kid":"'
        + kid.encode()
        + b'","kid":"'
        + kid.encode()
        + b'"}'
    )
    return {
        "sealed (JWE)": bearer(sealed),
        "a token in a token": bearer(forge.token(good.encode(), cty="JWT")),
        "claims in a list": bearer(forge.token(b"[" + claims + b"]")),
        "claims that are no JSON": bearer(forge.token(b"sub=admin")),
        "claims of nothing": bearer(forge.token(b"")),
        "claims null": bearer(forge.token(b"null")),
        "claims in another alphabet": bearer(forge.token(claims.decode().encode("utf-16"))),
        "a claim twice": bearer(forge.token(twice)),
        "a header twice": bearer(forge.raw(heads, claims, forge.issuer)),
        "two parts": bearer(f"{head}.{told}"),
        "four parts": bearer(f"{good}.{signature}"),
        "one part": bearer(head),
        "dots": bearer(
            "..",
        ),
        "JSON form": bearer(
            b64(dump({"payload": told, "protected": head, "signature": signature}))
        ),
        "no base64": bearer(f"{head}.!!!!.{signature}"),
        "64 KB of letters": bearer("a" * 60_000),
        "a name and a password": bearer("admin:admin"),
    }


def _shown(forge: Forge) -> dict[str, Any]:
    """A good token that is not shown as it should be."""
    good = forge.token()
    two = [*bearer(good), *bearer(forge.token(key=forge.thief))]
    return {
        "another scheme": [("Authorization", f"Token {good}")],
        "Basic": [("Authorization", f"Basic {b64(good.encode())}")],
        "no scheme": [("Authorization", good)],
        "the scheme alone": [("Authorization", "Bearer")],
        "the scheme and a blank": [("Authorization", "Bearer ")],
        "the scheme glued on": [("Authorization", f"Bearer{good}")],
        "a colon": [("Authorization", f"Bearer: {good}")],
        "a comma": [("Authorization", f"Bearer {good}, Bearer {good}")],
        "a word more": [("Authorization", f"Bearer {good} admin")],
        "two blanks": [("Authorization", f"Bearer  {good}")],
        "quoted": [("Authorization", f'Bearer "{good}"')],
        "nothing": [("Authorization", "")],
        "two headers, the good one first": two,
        "two headers, the good one last": two[::-1],
        "the same header twice": bearer(good) * 2,
    }
