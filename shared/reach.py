"""Start a list at the few rows that lie where somebody may look, instead of going through all of them."""

from typing import Any

from sqlalchemy import Text as SqlText
from sqlalchemy import any_, bindparam, func, select, union_all
from sqlalchemy.dialects.postgresql import ARRAY

from shared.auth import Subject

GRANTED: Any = bindparam("granted", type_=ARRAY(SqlText))


def among(model: Any, key: str, empty: str = "", reached: Any = GRANTED) -> Any:
    """Return the column `key` of rows that lie in one of these areas, found from there on by `area_code`.

    With `empty` only of rows that have nothing there.
    """
    rows = model.__table__.alias()
    here = func.unnest(reached).column_valued()
    place = rows.c.area_code
    whole = () if not empty else (rows.c[empty].is_(None),)
    return select(rows.c[key]).where(place >= here, place < here.concat(":"), *whole)


def is_among(key: Any, *ways: Any) -> Any:
    """Return the condition that a row is one of those few."""
    return key == any_(func.array(union_all(*ways).scalar_subquery()))


def condition(subject: Subject) -> dict[str, object]:
    """Return the condition `reach`, for whose areas are a part of the nation."""
    return {} if "" in subject.granted else {"reach": ""}
