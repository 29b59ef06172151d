"""The post: takes notices to gateways until they are taken in, again and again under the same id.

A notice is leased to one process at a time. Whoever dies after sending it leaves the lease to run out, and it
is sent once more; the receiver knows it by its Idempotency-Key. So none is lost, and none counts twice.
"""

import asyncio
import datetime as dt
import smtplib
import ssl
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from email.message import EmailMessage
from typing import Any
from urllib.parse import unquote, urlsplit

import aiohttp
import httpx
import structlog

from services.planning.notice_channels.schemas import GatewayKind
from services.planning.notices import rules
from services.planning.notices.schemas import Change
from services.planning.settings import NoticeGateway
from shared import http
from shared.database import Database, ask
from shared.thai_time import long_thai_date

BATCH = 20
PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 8.0
LEASE = dt.timedelta(seconds=20)
"""Longer than anybody waits for a gateway: nobody else sends what is still being sent."""
WORTH_ANOTHER_TRY = frozenset({408, 409, 425, 429})
_log = structlog.get_logger("post")
_CLAIM = """
    WITH due AS (
        SELECT id FROM notices WHERE state = 'PENDING' AND next_try_at <= now()
        ORDER BY next_try_at, id LIMIT %(batch)s FOR UPDATE SKIP LOCKED
    )
    UPDATE notices n
    SET attempts = attempts + 1, next_try_at = now() + %(lease)s, revision = revision + 1
    FROM due WHERE n.id = due.id
    RETURNING n.id, n.change, n.title_th, n.reason_th, n.happened_on, n.origin_id, n.area_code, n.attempts,
        (SELECT json_build_array(c.organization_id, c.gateway) FROM organizations o
         JOIN notice_channels c ON c.organization_id = coalesce(o.merged_into_id, o.id) AND c.standing
         WHERE o.id = n.organization_id), n.about_th, n.share_baht
"""
_SETTLE = """
    UPDATE notices SET state = %(state)s::text, next_try_at = now() + %(wait)s, revision = revision + 1,
        sent_at = CASE WHEN %(state)s::text = 'SENT' THEN now() END
    WHERE id = %(id)s AND state = 'PENDING'
"""


class RefusedError(Exception):
    """The gateway will never take this notice."""


class Postman:
    """Takes notices to the gateways that organizations chose."""

    def __init__(self, gateways: Sequence[NoticeGateway], retry_seconds: float) -> None:
        self.gateways = {each.name: each for each in gateways}
        self.retry_seconds = retry_seconds
        self._clients: dict[str, httpx.AsyncClient] = {}

    async def run(self, database: Database) -> None:
        """Carry what is due for ever; without gateways there is nothing to carry."""
        if not self.gateways:
            return
        async with AsyncExitStack() as stack:
            for name, each in self.gateways.items():
                if each.kind is GatewayKind.WEBHOOK:
                    parts = urlsplit(each.url.get_secret_value())
                    opened = http.client(f"{parts.scheme}://{parts.netloc}", connect=3.0)
                    self._clients[name] = await stack.enter_async_context(opened)
            while True:
                try:
                    carried = await self.carry(database)
                except Exception as error:  # noqa: BLE001 - the post never takes the service down
                    _log.warning("post-failed", exc_info=error)
                    carried = 0
                if not carried:
                    await asyncio.sleep(PAUSE_SECONDS)

    async def carry(self, database: Database) -> int:
        """Carry one batch of what is due; return how many notices it held."""
        asked = {"batch": BATCH, "lease": LEASE}
        async with database.reading() as connection:
            claimed: list[Any] = await (await ask(connection, _CLAIM, asked)).fetchall()
        if claimed:
            await asyncio.gather(*(self._carry_one(database, row) for row in claimed))
        return len(claimed)

    async def _carry_one(self, database: Database, row: Any) -> None:
        identity, attempts, channel = row[0], row[7], row[8]
        state, wait = "SENT", None
        gateway = self.gateways.get(channel[1]) if channel else None
        if gateway is None:
            state = "ON_PAPER"
        else:
            try:
                await self._send(gateway, channel[0], row)
            except RefusedError:
                state = "FAILED"
            except (httpx.HTTPError, aiohttp.ClientError, smtplib.SMTPException, OSError) as error:
                wait = rules.wait_after(attempts, self.retry_seconds)
                state = "FAILED" if wait is None else "PENDING"
                _log.info(
                    "not-taken",
                    notice=str(identity),
                    gateway=gateway.name,
                    why=type(error).__name__,
                )
        values = {"id": identity, "state": state, "wait": wait or rules.NO_WAIT}
        async with database.reading() as connection:
            await ask(connection, _SETTLE, values)

    async def _send(self, gateway: NoticeGateway, organization: str, row: Any) -> None:
        told = message(row, organization)
        if gateway.kind is GatewayKind.EMAIL:
            async with asyncio.timeout(PATIENCE_SECONDS * 2):
                await asyncio.to_thread(_mail, gateway, letter(gateway, told))
            return
        parts = urlsplit(gateway.url.get_secret_value())
        headers = {"Idempotency-Key": told["notice_id"]}
        if gateway.token is not None:
            headers["Authorization"] = f"Bearer {gateway.token.get_secret_value()}"
        path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
        async with asyncio.timeout(PATIENCE_SECONDS):
            answer = await self._clients[gateway.name].post(path, json=told, headers=headers)
        if answer.is_client_error and answer.status_code not in WORTH_ANOTHER_TRY:
            raise RefusedError
        answer.raise_for_status()


def message(row: Any, organization: str) -> dict[str, Any]:
    """Return what a gateway gets: no person, no address, and an id that is the same in every repeat."""
    identity, change, title, reason, day, origin, area, _, _, about, share = row
    said = " ".join(filter(None, rules.what(Change(change), about, share)))
    words = f"ความต้องการ “{title}” {said} เมื่อ {long_thai_date(day)}"
    return {
        "notice_id": str(identity),
        "organization_id": str(organization),
        "need_id": str(origin),
        "area_code": area,
        "change": change,
        "happened_on": day.isoformat(),
        "text_th": f"{words} เหตุผล: {reason}" if reason else words,
    }


def letter(gateway: NoticeGateway, told: Mapping[str, Any]) -> EmailMessage:
    """Return the e-mail to an organization's mailbox; its Message-ID is the notice's."""
    made = EmailMessage()
    made["Message-ID"] = f"<{told['notice_id']}@{gateway.domain}>"
    made["From"] = gateway.sender
    made["To"] = f"{told['organization_id']}@{gateway.domain}"
    made["Subject"] = "แจ้งผลเรื่องที่ท่านเสนอ"
    made.set_content(told["text_th"])
    return made


def _mail(gateway: NoticeGateway, made: EmailMessage) -> None:
    parts = urlsplit(gateway.url.get_secret_value())
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        context = ssl.create_default_context()
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, parts.port or 465, timeout=PATIENCE_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=PATIENCE_SECONDS)
    with server:
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(made)
