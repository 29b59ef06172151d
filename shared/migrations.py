"""Alembic for three services with one environment: short locks, one transaction a migration, one at a time."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

from alembic import context
from alembic.config import Config
from sqlalchemy import create_engine, text
from sqlmodel.sql.sqltypes import AutoString

ROOT = Path(__file__).parents[1]
SERVICES = ("registry", "planning", "partners")
LOCK = 0x4D494752
LIMITS = "-c lock_timeout=200 -c statement_timeout=60000 -c timezone=UTC"


def config(service: str, url: str | None = None) -> Config:
    """Return Alembic's configuration of one service; `url` defaults to its environment variable."""
    made = Config(str(ROOT / "alembic.ini"), ini_section=service)
    made.set_main_option("script_location", str(ROOT / "services" / service / "migrations"))
    made.attributes["url"] = url
    return made


def run(service: str) -> None:
    """Run the migrations of one service; called by its `migrations/env.py`."""
    base = import_module(f"services.{service}.base")
    import_module(f"services.{service}.main")
    metadata = base.Table.metadata
    url = context.config.attributes.get("url") or os.environ[f"{service.upper()}_DATABASE_URL"]
    options: dict[str, Any] = {
        "target_metadata": metadata,
        "render_item": _render,
        "compare_server_default": True,
        "transaction_per_migration": True,
    }
    if context.is_offline_mode():
        context.configure(url=_with_driver(url), literal_binds=True, **options)
        with context.begin_transaction():
            context.run_migrations()
        return
    engine = create_engine(_with_driver(url), connect_args={"options": LIMITS})
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '60s'"))
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
        connection.execute(text("SET lock_timeout = '200ms'"))
        connection.commit()
        context.configure(connection=connection, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()
    engine.dispose()


def _with_driver(url: str) -> str:
    return url.replace("postgresql://", "postgresql+psycopg://", 1)


def _render(kind: str, item: Any, _: Any) -> str | bool:
    """Write SQLModel's own string type as plain text, so that migrations stand alone."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.Text()"
    return False
