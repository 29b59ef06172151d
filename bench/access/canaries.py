"""Canaries: values that nobody can guess, one for each personal field, and the search for them in any text.

Which fields are personal is read from the tables' models, and which value a field takes is found by trying:
a field that is declared tomorrow takes part without a word here.
"""

import base64
import binascii
import html
import importlib
import json
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import BaseModel, SecretStr, TypeAdapter, ValidationError

from services.registry.base import Table
from services.registry.people.tables import Person
from shared import privacy

Facts = dict[str, Any]
Value = str | int | list[str]
THAI, LATIN, PHONE = "ฮฬ", "zq", "0999"
_LETTERS = "กขคฆงจชซฌญฎฏฐฑฒณดตถทธนบปผพภมยรลวศษสหอ"
_SHAPES = re.compile(
    "(?:ฮฬ[ก-ฮ]{8}|zq[0-9a-f]{12}qz|(?<![0-9a-fA-F-])(?:0|\\+?66)999[0-9]{6}(?![0-9a-fA-F]))",
    re.IGNORECASE,
)
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})")
_ENCODED = re.compile(r"(?<![A-Za-z0-9_/+-])[A-Za-z0-9_/+-]{40,8192}")
_DOCUMENT = re.compile(r'\s*\{\s*"openapi"\s*:')
"""How the platform's own document begins: its numbers are examples, and words are searched in it as anywhere."""
_HEXADECIMAL = re.compile(r"\\x((?:[0-9a-f]{2}){8,})")


def personal() -> dict[str, dict[str, privacy.Pii]]:
    """Return the personal columns of every table of the registry: table, column, class."""
    importlib.import_module("services.registry.main")  # with every table
    models = [m for m in Table.__subclasses__() if privacy.declared(m)]
    return {str(m.__tablename__): privacy.declared(m) for m in models}


@dataclass(frozen=True)
class Canary:
    """One planted value: whose it is and in which field."""

    owner: str
    table: str
    column: str
    mark: privacy.Pii | None
    value: str = field(repr=False, default="")

    @property
    def place(self) -> str:
        """Return the field, as findings name it."""
        return f"{self.table}.{self.column}"


@dataclass
class Aviary:
    """All canaries that were planted, and the chance that makes new ones."""

    chance: random.Random
    shaped: dict[str, Canary] = field(default_factory=dict)
    """By the part of the value that is looked for."""
    long: dict[str, Canary] = field(default_factory=dict)
    """Secrets that the platform made: looked for as they are."""
    texts: int = 0
    characters: int = 0

    def __post_init__(self) -> None:
        whole = {
            name
            for columns in personal().values()
            for name in columns
            if _is_number(columns, name)
        }
        self._numbers = re.compile(f'"({"|".join(sorted(whole)) or "-"})" ?: ?[0-9]')

    def feed(self, schema: type[BaseModel], model: Any, owner: str) -> Facts:
        """Return a body's personal fields with canaries; of a person every field that takes one.

        A person's fields take part undeclared too: to forget the class of one is what is looked for.
        """
        marks, found = privacy.declared(model), {}
        for name in schema.model_fields:
            if name in marks or (model is Person and name in Person.model_fields):
                one = Canary(owner, model.__tablename__, name, marks.get(name))
                value = self._fitting(schema, name, one)
                if value is not None:
                    found[name] = value
        return found

    def word(self, canary: Canary) -> str:
        """Return a new value of Latin letters and digits for a field."""
        core = f"{LATIN}{self.chance.randrange(16**12):012x}qz"
        self.shaped[core] = canary
        return core

    def keep(self, secret: str, canary: Canary) -> str:
        """Look for a secret that the platform made, too."""
        self.long[secret] = canary
        return secret

    def _fitting(self, schema: type[BaseModel], name: str, canary: Canary) -> Value | None:
        """Return a canary that a field takes, None when it takes none (codes, dates, ids)."""
        for core, value in self._candidates():
            try:
                taken = _type_of(schema, name).validate_python(value)
            except ValidationError:
                continue
            shown = taken.get_secret_value() if isinstance(taken, SecretStr) else taken
            if core and core in str(shown):
                self.shaped[core] = replace(canary, value=str(shown))
            elif core or not isinstance(shown, int):
                continue
            return value
        return None

    def _candidates(self) -> Iterator[tuple[str, Value]]:
        thai = THAI + "".join(self.chance.choices(_LETTERS, k=8))
        latin = f"{LATIN}{self.chance.randrange(16**12):012x}qz"
        phone = f"{PHONE}{self.chance.randrange(10**6):06d}"
        while phone in self.shaped:
            phone = f"{PHONE}{self.chance.randrange(10**6):06d}"
        yield from ((thai, thai), (latin, latin), (latin, f"{latin}@example.org"), (phone, phone))
        yield thai, [thai]
        yield "", self.chance.randrange(2480, 2545)

    def found(self, text: str) -> set[Canary]:
        """Return the canaries that a text holds, however it is written there."""
        self.texts += 1
        self.characters += len(text)
        every = [text, *_readings(text)]
        cores = {_local(hit) for each in every for hit in _SHAPES.findall(each)}
        seen = {self.shaped[core] for core in cores if core in self.shaped}
        seen |= {self.long[secret] for secret in self.long for each in every if secret in each}
        told = () if _DOCUMENT.match(text) else every
        numbers = {name for each in told for name in self._numbers.findall(each)}
        return seen | {Canary("", "people", name, None) for name in numbers}

    def of(self, *owners: str) -> "Aviary":
        """Return only the canaries of some owners, looked for alone."""
        fewer = Aviary(self.chance)
        fewer.shaped = {core: one for core, one in self.shaped.items() if one.owner in owners}
        fewer.long = {secret: one for secret, one in self.long.items() if one.owner in owners}
        fewer._numbers = re.compile("(?!)")
        return fewer


@cache
def _type_of(schema: type[BaseModel], name: str) -> TypeAdapter[Any]:
    told = schema.model_fields[name]
    kind: Any = Annotated[told.annotation, told]
    return TypeAdapter(kind)


def _is_number(columns: Mapping[str, privacy.Pii], name: str) -> bool:
    for model in Table.__subclasses__():
        if privacy.declared(model) == columns:
            return bool(model.__table__.c[name].type.python_type is int)
    return False


def _local(hit: str) -> str:
    return re.sub("^\\+?66", "0", hit) if hit[0] in "+6" else hit.lower()


def _readings(text: str) -> Iterator[str]:
    """Yield what a text says to whoever undoes its escapes: JSON, addresses, HTML, base64, bytes."""
    if "\\u" in text:
        yield _UNICODE.sub(lambda match: chr(int(match[1], 16)), text)
    if "%" in text:
        yield unquote(text)
    if "&#" in text:
        yield html.unescape(text)
    for match in _HEXADECIMAL.finditer(text):
        yield bytes.fromhex(match[1]).decode("utf-8", "ignore")
    for match in _ENCODED.finditer(text):
        padded = match[0].translate(str.maketrans("-_", "+/"))
        try:
            yield base64.b64decode(padded + "=" * (-len(padded) % 4)).decode("utf-8", "ignore")
        except binascii.Error:
            continue


def flat(facts: object) -> str:
    """Return facts as one searchable text."""
    return json.dumps(facts, ensure_ascii=False, default=str)
