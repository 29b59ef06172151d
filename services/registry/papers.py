"""Certificates on paper: a Thai PDF with two codes to scan, signed so that every change shows.

Rendering takes a thread of its own, one at a time, so that it never holds up other requests; what was made
is kept by its content. Facts go to the template as data, never as its code.
"""

import datetime as dt
import io
import json
import math
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anyio

from services.registry import authority
from services.registry.authority import Authority
from shared.errors import Problem
from shared.thai_time import long_thai_date

FOLDER = Path(__file__).parent / "certificates" / "paper"
TEMPLATE = FOLDER / "certificate.typ"
KEPT = 200
MOST_WAITING = 12
"""How many papers may be asked for at once; the rest is told to come again (503)."""
FIELD = "Registry"
_LARGEST, _SMALLEST, _ROOM = 30, 17, 34
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


class Press:
    """Makes signed papers; `address` is where the outside finds the platform."""

    def __init__(self, issuer: Authority, address: str) -> None:
        self.issuer = issuer
        self.address = address
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._one_at_a_time = anyio.CapacityLimiter(1)
        self._waiting = 0

    def link(self, number: str) -> str:
        """Return the public address of a certificate."""
        return f"{self.address}/certificates/{number}"

    def seal(self, facts: Mapping[str, Any]) -> str:
        """Return the facts as a compact JWS that proves itself without a network."""
        return self.issuer.sign({"iss": self.address, **stated(facts)})

    async def paper(self, facts: Mapping[str, Any]) -> bytes:
        """Return the signed PDF that states these facts; raise 503 when too many are waiting."""
        name = authority.digest(facts)
        if kept := self._kept.get(name):
            self._kept.move_to_end(name)
            return kept
        if self._waiting >= MOST_WAITING:
            raise Problem("temporarily-unavailable")
        self._waiting += 1
        try:
            made = await anyio.to_thread.run_sync(self._make, facts, limiter=self._one_at_a_time)
        finally:
            self._waiting -= 1
        self._kept[name] = made
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return made

    def _make(self, facts: Mapping[str, Any]) -> bytes:
        name = authority.digest(
            facts
        )  # somebody may have asked for the same while this one waited
        return self._kept.get(name) or self.signed(self.render(facts))

    def render(self, facts: Mapping[str, Any]) -> bytes:
        """Return the PDF without a signature: the same bytes for the same facts."""
        import typst  # noqa: PLC0415 - heavy, and most processes never make a paper

        seal, link = self.seal(facts), self.link(facts["number"])
        words = {**_words(facts), "issuer": self.issuer.name, "link": link, "jws": seal}
        words |= {"link_svg": _code(link, "m"), "jws_svg": _code(seal, "l")}
        issued = dt.datetime.fromisoformat(f"{facts['issued_on']}T00:00:00+00:00")
        made = typst.compile(
            TEMPLATE,
            root=FOLDER,
            font_paths=[FOLDER],
            ignore_system_fonts=True,
            sys_inputs={"facts": json.dumps(words, ensure_ascii=False)},
            timestamp=int(issued.timestamp()),
        )
        assert isinstance(made, bytes)
        return made

    def signed(self, pdf: bytes) -> bytes:
        """Return the PDF with a signature over all of it that forbids every later change (PAdES)."""
        from pyhanko import keys  # noqa: PLC0415 - heavy
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
        from pyhanko.sign import fields, signers  # noqa: PLC0415
        from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

        (certificate,) = keys.load_certs_from_pemder_data(self.issuer.certificate_pem)
        key = keys.load_private_key_from_pemder_data(self.issuer.key_pem, None)
        known = SimpleCertificateStore()  # type: ignore[no-untyped-call]  # it has no types
        signer = signers.SimpleSigner(certificate, key, known)
        how = signers.PdfSignatureMetadata(
            field_name=FIELD,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            subfilter=fields.SigSeedSubFilter.PADES,
            md_algorithm="sha256",
            name=self.issuer.name,
        )
        made = signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), how, signer=signer)
        return bytes(made.getvalue())


def prepare(issuer: Authority | None, address: str) -> Press | None:
    """Return the press of a registry, None where nobody signs certificates."""
    return None if issuer is None else Press(issuer, address)


def stated(facts: Mapping[str, Any]) -> dict[str, str]:
    """Return what the seal states, in few words: it has to fit into a code that phones can read."""
    return {
        "number": facts["number"],
        "edition": str(facts["edition"]),
        "organization": facts["organization_th"],
        "place": place_th(facts),
        "certified_on": facts["certified_on"],
        "expires_on": facts["expires_on"],
    }


def place_th(facts: Mapping[str, Any]) -> str:
    """Return where the organization is, as Thai people write it; Bangkok has khwaeng and khet."""
    bangkok = facts["province_th"] == "กรุงเทพมหานคร"
    parts = (
        ("หมู่ที่ ", facts["village"]),
        ("แขวง" if bangkok else "ตำบล", facts["tambon_th"]),
        ("" if bangkok else "อำเภอ", facts["district_th"]),
        ("" if bangkok else "จังหวัด", facts["province_th"]),
    )
    return " ".join(f"{kind}{name}" for kind, name in parts if name)


def thai_digits(words: str) -> str:
    """Return the text with Thai digits."""
    return words.translate(_THAI)


def _words(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands on the paper: dates in full, Thai digits, a name in the size that fits."""
    days = {name: dt.date.fromisoformat(facts[f"{name}_on"]) for name in ("certified", "issued")}
    last = dt.date.fromisoformat(facts["expires_on"]) - dt.timedelta(days=1)
    again = facts["edition"] > 1
    room = _ROOM / max(len(facts["organization_th"]), 1)
    return {
        "number": facts["number"],
        "number_th": thai_digits(facts["number"]),
        "edition_th": thai_digits(f"ต่ออายุครั้งที่ {facts['edition'] - 1}") if again else "",
        "organization_th": facts["organization_th"],
        "name_size": max(_SMALLEST, min(_LARGEST, math.floor(_LARGEST * math.sqrt(room)))),
        "kind_th": facts["kind_th"],
        "place_th": thai_digits(place_th(facts)),
        "certified_th": thai_digits(long_thai_date(days["certified"])),
        "issued_th": thai_digits(long_thai_date(days["issued"])),
        "last_day_th": thai_digits(long_thai_date(last)),
        "post_th": facts["post_th"],
    }


def _code(text: str, level: str) -> str:
    """Return a QR code as SVG."""
    import segno  # noqa: PLC0415 - only for papers

    made = io.BytesIO()
    segno.make(text, error=level, micro=False).save(
        made, kind="svg", border=2, dark="#1c2b24", light="#ffffff", xmldecl=False
    )
    return made.getvalue().decode()
