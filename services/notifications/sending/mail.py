"""E-mail by SMTP: one connection for a batch, encrypted and signed in, each step within a time limit.

What a server says decides: 4xx is later (greylisting), 5xx is no. A connection that is lost before the text of a mail
was sent has sent nothing; one that is lost after it may have.
"""

import asyncio
import ssl
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from time import monotonic

import structlog
from aiosmtplib import SMTP, SMTPException, SMTPResponseException

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.channel import Result
from services.notifications.sending.envelope import Envelope, mail
from services.notifications.sending.letters import Letter
from services.notifications.sending.written import enveloped
from shared.contracts.codes import NoticeChannel
from shared.settings import Settings

_log = structlog.get_logger("notices")
_BATCH = 30.0
"""Seconds for a whole batch: shorter than its lease, or another worker would send the rest as well."""
_LATER = timedelta(minutes=5)
"""After which a server that greylists usually takes what it put off."""
_PERMANENT = 500


class Mail:
    """All agencies by one server."""

    name = NoticeChannel.EMAIL
    agency = None
    limit = 25

    def __init__(self, settings: Settings, *, batch_limit: float = _BATCH) -> None:
        self._settings = settings
        self._mail = settings.notifications.mail
        self._batch_limit = batch_limit
        self._tls = ssl.create_default_context(cafile=self._mail.ca_file)

    async def send(self, letters: Sequence[Letter]) -> list[Result]:
        return await self.post([enveloped(letter, self._settings) for letter in letters])

    async def post(self, envelopes: Sequence[Envelope | None]) -> list[Result]:
        """Bring each once; none is somebody who has no address any more."""
        results: list[Result] = []
        until = monotonic() + self._batch_limit
        client: SMTP | None = None
        try:
            for envelope in envelopes:
                if not (client and client.is_connected):
                    client = await self._connected()
                if client is None or monotonic() >= until:
                    break
                results.append(await self._bring(client, envelope, min(self._mail.time_limit, until - monotonic())))
            if client and client.is_connected:
                await self._tell(client, client.quit)
        finally:
            if client:
                client.close()
        # What was not begun has not left us.
        return results + [Result(TryOutcome.UNREACHABLE)] * (len(envelopes) - len(results))

    async def close(self) -> None:
        pass

    async def _connected(self) -> SMTP | None:
        """Encrypted and signed in; None where that fails. What the server says of it is not logged: it may quote us."""
        given = self._mail
        client = SMTP(
            hostname=given.host, port=given.port, timeout=given.time_limit, tls_context=self._tls,
            use_tls=given.security == "tls", start_tls=given.security == "starttls", username=given.username,
            password=given.password and given.password.get_secret_value(),
            local_hostname=given.sender.partition("@")[2],
        )  # fmt: skip
        try:
            async with asyncio.timeout(given.time_limit):
                await client.connect()
        except (SMTPException, OSError) as error:
            code = error.code if isinstance(error, SMTPResponseException) else None
            _log.error("mail_server_not_reached", reason=type(error).__name__, status=code)
            return None
        return client

    async def _bring(self, client: SMTP, envelope: Envelope | None, limit: float) -> Result:
        text_sent = False
        if envelope is None:
            return Result(TryOutcome.GONE)
        try:
            async with asyncio.timeout(limit):
                await client.mail(self._mail.sender)
                await client.rcpt(envelope.to)
                text_sent = True
                answer = await client.data(mail(envelope, self._settings).as_bytes())
                return Result(TryOutcome.DELIVERED, answer.code)
        except SMTPResponseException as refused:
            result = _refused(refused.code)
        except (SMTPException, OSError):
            client.close()
            return Result(TryOutcome.UNANSWERED if text_sent else TryOutcome.UNREACHABLE)
        await self._tell(client, client.rset)
        return result

    async def _tell(self, client: SMTP, command: Callable[[], Awaitable[object]]) -> None:
        """That the mail that was refused is to be forgotten, or good-bye; a server that does not answer is left."""
        try:
            async with asyncio.timeout(self._mail.time_limit):
                await command()
        except (SMTPException, OSError):
            client.close()


def _refused(code: int) -> Result:
    """A mail that was put off was not read by anybody; one that was refused may have been."""
    if code >= _PERMANENT:
        return Result(TryOutcome.REJECTED, code)
    return Result(TryOutcome.UNREACHABLE, code, retry_after=_LATER)
