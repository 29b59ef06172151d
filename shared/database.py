"""Connections to this service's database: sessions for writes, the driver's own pool for reads."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

from psycopg import AsyncConnection, AsyncCursor
from psycopg_pool import AsyncConnectionPool, PoolTimeout
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.orm import Session

from shared.errors import Problem

POOL_TIMEOUT_SECONDS = 2.0
READERS = 2
"""Connections for reads, for each one for writes: a read that waits for one costs as much as two."""
_DRIVER = "driver"
LIMITS = (
    "-c timezone=UTC -c statement_timeout=3000 -c lock_timeout=1000"
    " -c idle_in_transaction_session_timeout=5000 -c jit=off"
)
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def new_metadata() -> MetaData:
    """Return metadata with our names for constraints; every service has its own (SQLModel shares one)."""
    return MetaData(naming_convention=NAMES)


async def ask(
    connection: AsyncConnection[Any], sql: str, values: Mapping[str, Any] | Sequence[Any] = ()
) -> AsyncCursor[Any]:
    """Run a statement that was compiled from our own expressions, prepared by the server after first use."""
    return await connection.execute(sql.encode(), values, prepare=True)


async def ask_wide(
    connection: AsyncConnection[Any], sql: str, values: Mapping[str, Any]
) -> AsyncCursor[Any]:
    """Run a statement over a tambon or the whole nation, planned for the place that is asked.

    A plan that is kept for any place is a bad one for the nation: 25 times the pages.
    """
    return await connection.execute(sql.encode(), values, prepare=False)


Asking = Callable[[AsyncConnection[Any], str, Mapping[str, Any]], Awaitable[AsyncCursor[Any]]]


async def inside(session: AsyncSession) -> AsyncConnection[Any]:
    """Return the driver's connection of a session's transaction, for statements that need no entities.

    A statement costs a sixth there of what it costs through the session.
    """
    found: AsyncConnection[Any] | None = session.info.get(_DRIVER)
    if found is None:
        lent = await session.run_sync(lambda inner: inner.connection().connection)
        found = session.info[_DRIVER] = cast("AsyncConnection[Any]", lent.driver_connection)
    return found


async def first_line(
    connection: AsyncConnection[Any], sql: str, values: Mapping[str, Any], way: Asking = ask
) -> list[bytes]:
    """Return the first row of an answer as PostgreSQL sent it, text in UTF-8: JSON goes out undecoded.

    `way` is `ask` or `ask_wide`.
    """
    result = (await way(connection, sql, values)).pgresult
    assert result is not None
    return [result.get_value(0, column) or b"" for column in range(result.nfields)]


def _commit(session: Session) -> None:
    """Commit and give the connection back in one go."""
    session.commit()
    session.close()


@dataclass(frozen=True, slots=True)
class Database:
    """What a service holds open: an engine for writes and a pool of plain connections for reads."""

    engine: AsyncEngine
    pool: AsyncConnectionPool[AsyncConnection[tuple[object, ...]]]

    @asynccontextmanager
    async def reading(self) -> AsyncGenerator[AsyncConnection[tuple[object, ...]]]:
        """Lend an autocommit connection for reads; raise 503 when none is free in two seconds."""
        try:
            async with self.pool.connection() as connection:
                yield connection
        except PoolTimeout:
            raise Problem("temporarily-unavailable") from None

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Lend a session whose work is committed at the end of the block, or undone on any error."""
        session = AsyncSession(self.engine, expire_on_commit=False)
        try:
            yield session
            await session.run_sync(_commit)
        finally:
            if session.in_transaction():
                await session.close()


@asynccontextmanager
async def connect(url: str, *, pool_size: int = 8) -> AsyncGenerator[Database]:
    """Open the database of `url` (postgresql://…) for the lifetime of a process."""
    engine = create_async_engine(
        url.replace("postgresql://", "postgresql+psycopg://", 1),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=POOL_TIMEOUT_SECONDS,
        pool_pre_ping=False,
        pool_recycle=1800,
        hide_parameters=True,
        connect_args={"options": LIMITS, "connect_timeout": 3},
    )
    pool: AsyncConnectionPool[AsyncConnection[tuple[object, ...]]] = AsyncConnectionPool(
        url,
        min_size=1,
        max_size=READERS * pool_size,
        timeout=POOL_TIMEOUT_SECONDS,
        open=False,
        reconnect_timeout=30,
        kwargs={
            "autocommit": True,
            "options": LIMITS,
            "connect_timeout": 3,
            "prepare_threshold": 1,
        },
    )
    try:
        await pool.open()
        yield Database(engine, pool)
    finally:
        await pool.close()
        await engine.dispose()
