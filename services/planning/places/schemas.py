"""The area that the examples of this service show."""

from pydantic.config import JsonDict

NONG_SARAI: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
