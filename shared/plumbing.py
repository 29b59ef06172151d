"""Tables that every service's database has: outbox, feed, positions, idempotency records, revocations."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    Uuid,
    func,
    text,
)

TABLES = MetaData()
_NOW = text("now()")


def _event_columns() -> list[Column[object]]:
    """Return the columns that an event has on its way out and for ever after."""
    return [
        Column("id", Uuid, nullable=False),
        Column("type", Text, nullable=False, comment="past tense, e.g. need.recorded"),
        Column("kind", Text, nullable=False, comment="what it is about, e.g. need"),
        Column("subject", Text, nullable=False, comment="the id of what it is about"),
        Column("revision", BigInteger, nullable=False),
        Column("area_code", Text, nullable=False),
        Column("private", Boolean, nullable=False, comment="only for grants that cover the area"),
        Column("actor", Text, nullable=False),
        Column("reason", Text),
        Column("request_id", Text, nullable=False),
        Column("data", JSON, nullable=False, comment="the whole state after the change"),
    ]


outbox = Table(
    "outbox",
    TABLES,
    Column("number", BigInteger, Identity(always=True), primary_key=True),
    *_event_columns(),
    Column("occurred_at", DateTime(timezone=True), nullable=False, server_default=_NOW),
)
feed = Table(
    "feed",
    TABLES,
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    *_event_columns(),
    Column("occurred_at", DateTime(timezone=True), nullable=False),
    Column("hash", LargeBinary, nullable=False, comment="sha256 over the previous hash and this"),
    Index("ix_feed_subject", "subject", "position"),
    Index("ux_feed_id", "id", unique=True),
)
followed = Table(
    "followed",
    TABLES,
    Column("source", Text, primary_key=True, comment="the service whose feed is followed"),
    Column("position", BigInteger, nullable=False),
    Column("hash", LargeBinary, comment="of the last event taken in, as its source told it"),
    Column("moved_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
parked = Table(
    "parked",
    TABLES,
    Column("source", Text, primary_key=True),
    Column("position", BigInteger, primary_key=True, autoincrement=False),
    Column("type", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("error", Text, nullable=False, comment="kind of error, never a message"),
    Column("parked_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
idempotency = Table(
    "idempotency",
    TABLES,
    Column("principal", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", JSON, nullable=False),
    Column("body", Text, nullable=False),
    Column("stored_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("ix_idempotency_stored_at", "stored_at"),
)
revocations = Table(
    "revocations",
    TABLES,
    Column("name", Text, primary_key=True, comment="subject:ID or token:JTI"),
    Column("revision", BigInteger, nullable=False),
    Column(
        "not_before", BigInteger, nullable=False, comment="tokens up to this second are refused"
    ),
    Column("until", BigInteger, nullable=False, comment="no token from before lives longer"),
)


def add_to(metadata: MetaData) -> None:
    """Give a service's metadata these tables, so that its migrations create them."""
    for table in TABLES.sorted_tables:
        table.to_metadata(metadata)
