"""How a thing looks on the wire: one SELECT whose labels are the JSON keys; PostgreSQL builds the JSON.

Lists, single reads, answers to writes and events all come from the same statement, so they cannot differ.
"""

from enum import Enum
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Dialect,
    Select,
    Uuid,
    any_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.sql import Insert

from shared.database import Database, ask, inside

TAMBON_DIGITS = 6
DIALECT: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]  # SQLAlchemy left it bare


def compiled(statement: Select[Any] | Insert) -> str:
    """Return the statement as psycopg text: constants are written out, named parameters come later."""
    made = statement.compile(dialect=DIALECT)
    sql = str(made)
    for name, bind in made.binds.items():
        if bind.value is not None:
            assert isinstance(bind.value, str | int), (
                f"{name}: only text and whole numbers are constants"
            )
            constant = str(bind.value).replace("'", "''").replace("%", "%%")
            sql = sql.replace(
                f"%({name})s", f"'{constant}'" if isinstance(bind.value, str) else constant
            )
    return sql


def instant(column: Any) -> ColumnElement[Any]:
    """Return a timestamp as the API writes it: UTC, six digits, Z."""
    pattern: ColumnElement[str] = literal_column("""'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'""")
    return func.to_char(func.timezone(literal_column("'UTC'"), column), pattern)


def baht(column: Any) -> ColumnElement[Any]:
    """Return a numeric column as the API's money object, or null."""
    return case((column.is_not(None), json_object(amount=cast(column, SqlText), currency="THB")))


def json_object(**members: Any) -> ColumnElement[Any]:
    """Return a JSON object of columns and ASCII constants."""
    parts: list[Any] = []
    for name, value in members.items():
        parts.append(literal_column(f"'{name}'"))
        parts.append(literal_column(f"'{value}'") if isinstance(value, str) else value)
    return func.json_build_object(*parts)


def area_block(area: Any, code: Any = None) -> ColumnElement[Any]:
    """Return the small object every answer shows for its area: code, level and both names.

    `code` is the thing's own area code where it may be a village: its tambon's row lends the names, with
    the village's number (หมู่ที่) before them, until the village's own name is loaded.
    """
    if code is None:
        return json_object(
            code=area.code, level=area.level, name_th=area.name_th, name_en=area.name_en
        )
    village = func.length(code) > TAMBON_DIGITS
    number = func.ltrim(func.right(code, 2), "0")
    village_row = area.code.table.alias()
    english = func.concat("Mu ", number, " ").op("||")(area.name_en)
    own = select(village_row.c.name_th).where(village_row.c.code == code).scalar_subquery()
    return json_object(
        code=code,
        level=case((village, "VILLAGE"), else_=area.level),
        name_th=case(
            (village, func.concat("หมู่ที่ ", number, " ", func.coalesce(own, area.name_th))),
            else_=area.name_th,
        ),
        name_en=case((village, english), else_=area.name_en),
    )


def covered(area: ColumnElement[str]) -> ColumnElement[bool]:
    """Return the condition that holds for who has a grant that covers `area` (parameter `granted`)."""
    return area.op("^@")(any_(bindparam("granted", type_=ARRAY(SqlText))))


def scoped(
    private: ColumnElement[bool], area: ColumnElement[str], parties: Any = None
) -> ColumnElement[bool]:
    """Return the condition that hides `private` rows from everybody but those responsible and the parties.

    Responsible is who has a grant that covers `area`; `parties` is a text[] of `agency:<id>`, whose
    agencies see the row too. The statement takes the bind parameter `granted`: the subject's `granted`.
    """
    granted = bindparam("granted", type_=ARRAY(SqlText))
    theirs = () if parties is None else (parties.op("&&")(granted),)
    return or_(~private, covered(area), *theirs)


class View:
    """One kind of thing as JSON. `statement` selects labelled columns, among them `id` and `revision`.

    `key` is the column a single read asks by. `area` tells the feed where an event belongs. Rows for which
    `private` holds are shown, in every outlet, only to people whose grants cover `area` and to `parties`
    (see `scoped`). `wanted` replaces the plain comparison of `key` with the parameter of that name.
    """

    def __init__(
        self,
        kind: str,
        statement: Select[*tuple[Any, ...]],
        *,
        key: Any,
        area: Any = None,
        private: ColumnElement[bool] | None = None,
        parties: Any = None,
        wanted: ColumnElement[bool] | None = None,
    ) -> None:
        self.kind = kind
        self.key = key
        self.names = [column.name for column in statement.selected_columns]
        hidden = () if private is None else (scoped(private, area, parties),)
        self.seen = statement.where(*hidden)
        self._wanted = key == bindparam("key", type_=key.type) if wanted is None else wanted
        self._statement = statement
        self._told = (
            (literal_column("''") if area is None else func.coalesce(area, "")).label("__area"),
            (literal_column("false") if private is None else private).label("__private"),
        )

    @cached_property
    def one_sql(self) -> str:
        """The statement for one thing as somebody sees it; compiled when it is first asked, like all here."""
        inside = compiled(self.seen.where(self._wanted))
        return f"SELECT row_to_json(line)::text, line.revision FROM ({inside}) line"

    @cached_property
    def event_sql(self) -> str:
        """The statement that leaves the event of one thing, with its whole state."""
        whole = compiled(self._statement.where(self._wanted).add_columns(*self._told))
        back = "RETURNING data::text, revision"
        return self._events(whole, "%(event_id)s", "%(subject)s", "", back)

    @cached_property
    def many_sql(self) -> str:
        """The statement that leaves the events of many things."""
        kind = "uuid" if isinstance(self.key.type, Uuid) else "text"
        return self._events(
            compiled(self._statement.add_columns(self.key.label("__key"), *self._told)),
            "asked.event_id",
            "line.__key",
            f" JOIN unnest(%(keys)s::{kind}[], %(event_ids)s::uuid[])"
            " AS asked (key, event_id) ON asked.key = line.__key",
            "",
        )

    def _events(self, inside: str, event_id: str, subject: str, join: str, returning: str) -> str:
        return (
            "INSERT INTO outbox (id, type, kind, subject, revision, area_code, private, actor, reason,"
            f" request_id, data) SELECT {event_id}, %(type)s, %(kind)s, {subject}, line.revision,"
            " line.__area, line.__private, %(actor)s, %(reason)s, %(request_id)s, row_to_json(shown)"
            f" FROM ({inside}) line{join}, LATERAL (SELECT {self.columns('line')}) shown {returning}"
        )

    def columns(self, source: str) -> str:
        """Return the labelled columns of `source` as SQL text."""
        return ", ".join(f'{source}."{name}"' for name in self.names)

    async def one(
        self, database: Database, key: object, granted: list[str], **more: object
    ) -> tuple[str, int] | None:
        """Return (JSON text, revision) of one thing as somebody with these area grants sees it."""
        async with database.reading() as connection:
            cursor = await ask(
                connection, self.one_sql, {"key": plain(key), "granted": granted, **more}
            )
            row = await cursor.fetchone()
        return (str(row[0]), int(str(row[1]))) if row else None

    async def is_seen(self, session: AsyncSession, key: object, granted: list[str]) -> bool:
        """Say whether the thing is there and shown to somebody with these grants, inside a transaction."""
        values = {"key": plain(key), "granted": granted}
        result = await ask(await inside(session), self.one_sql, values)
        return await result.fetchone() is not None

    async def within(self, session: AsyncSession, key: object) -> tuple[str, int]:
        """Return (JSON text, revision) of one thing inside a writing transaction, drafts included."""
        result = await ask(
            await inside(session), self.one_sql, {"key": plain(key), "granted": [""]}
        )
        row: Any = await result.fetchone()
        assert row is not None, f"{self.kind} {key} does not exist"
        return str(row[0]), int(row[1])


def plain(value: Any) -> Any:
    """Return a parameter as the driver takes it: codes instead of enums, lists of codes too."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    return value
