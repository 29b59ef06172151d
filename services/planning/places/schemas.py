"""The areas that the examples of this service show."""

from pydantic.config import JsonDict

NONG_SARAI: JsonDict = {
    "code": "720602",
    "level": "TAMBON",
    "name_th": "หนองสาหร่าย",
    "name_en": "Nong Sarai",
}
PHANOM_THUAN: JsonDict = {
    "code": "7109",
    "level": "DISTRICT",
    "name_th": "พนมทวน",
    "name_en": "Phanom Thuan",
}
DON_TA_PHET: JsonDict = {
    "code": "710912",
    "level": "TAMBON",
    "name_th": "ดอนตาเพชร",
    "name_en": "Don Ta Phet",
}
HUAI_KRACHAO: JsonDict = {
    "code": "7113",
    "level": "DISTRICT",
    "name_th": "ห้วยกระเจา",
    "name_en": "Huai Krachao",
}
SA_LONG_RUEA: JsonDict = {
    "code": "711304",
    "level": "TAMBON",
    "name_th": "สระลงเรือ",
    "name_en": "Sa Long Ruea",
}
SUPHAN_BURI: JsonDict = {
    "code": "72",
    "level": "PROVINCE",
    "name_th": "สุพรรณบุรี",
    "name_en": "Suphan Buri",
}
CHAI_NAT: JsonDict = {
    "code": "18",
    "level": "PROVINCE",
    "name_th": "ชัยนาท",
    "name_en": "Chai Nat",
}
