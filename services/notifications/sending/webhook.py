"""A webhook signed by Standard Webhooks: one POST a letter, no redirects, a hard time limit, the body never read."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from socket import gaierror
from ssl import SSLContext
from urllib.parse import urlsplit

import httpx

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.addresses import ForbiddenAddress, address_of
from services.notifications.sending.channel import Result
from services.notifications.sending.letters import Letter
from services.notifications.sending.signing import Signing
from shared.contracts.codes import NoticeChannel
from shared.settings.municipality import Partner
from shared.stream.wire import instant

_LONGEST_WAIT = timedelta(hours=1)
_GONE = 410


@cache
def _certificates() -> SSLContext:
    """Whom webhooks trust. One for all: to read the certificates of the world takes a tenth of a second each time."""
    return httpx.create_ssl_context(trust_env=False)


class Webhook:
    """One agency's address."""

    name = NoticeChannel.WEBHOOK
    limit = 25

    def __init__(
        self,
        agency: str,
        partner: Partner,
        *,
        development: bool,
        time_limit: float = 10.0,
        tls: SSLContext | None = None,
    ) -> None:
        self.agency = agency
        self._url = urlsplit(str(partner.webhook_url))
        self._signing = Signing.read(partner.webhook_secret.get_secret_value())
        self._development = development
        self._time_limit = time_limit
        # Proxies of the environment are not used: the address that was checked must be the one that is connected to.
        self._client = httpx.AsyncClient(
            follow_redirects=False, trust_env=False, timeout=time_limit, verify=tls or _certificates()
        )

    async def send(self, letters: Sequence[Letter]) -> list[Result]:
        return list(await asyncio.gather(*map(self._post, letters)))

    async def close(self) -> None:
        await self._client.aclose()

    async def _post(self, letter: Letter) -> Result:
        try:
            # The client's own limits are per read: a receiver that drips would never meet them.
            async with asyncio.timeout(self._time_limit):
                return await self._answered(letter)
        except (httpx.ConnectError, httpx.ConnectTimeout, ForbiddenAddress, gaierror):
            return Result(TryOutcome.UNREACHABLE)
        except (TimeoutError, httpx.HTTPError, OSError):
            return Result(TryOutcome.UNANSWERED)

    async def _answered(self, letter: Letter) -> Result:
        body = envelope(letter)
        address = await address_of(self._url, loopback=self._development)
        host = f"[{address}]" if ":" in address else address
        connected = self._url._replace(netloc=f"{host}:{self._url.port}" if self._url.port else host)
        async with self._client.stream(
            "POST", connected.geturl(), content=body, headers=self._headers(letter, body),
            extensions={"sni_hostname": self._url.hostname},
        ) as answer:  # fmt: skip
            return _result(answer)

    def _headers(self, letter: Letter, body: str) -> dict[str, str]:
        now = datetime.now(UTC)
        return {
            "Host": self._url.netloc.rpartition("@")[2],
            "Content-Type": "application/json",
            "webhook-id": str(letter.id),
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self._signing.sign(str(letter.id), now, body),
        }


def envelope(letter: Letter) -> str:
    """The body, as Standard Webhooks wants it: type and time are signed with the message."""
    head = {"type": letter.message.type, "timestamp": instant(letter.due.issued_at)}
    return f'{json.dumps(head)[:-1]}, "data": {letter.message.encode().decode()}}}'


def _result(answer: httpx.Response) -> Result:
    status = answer.status_code
    if answer.is_success:
        return Result(TryOutcome.DELIVERED, status)
    outcome = TryOutcome.GONE if status == _GONE else TryOutcome.REJECTED
    return Result(outcome, status, _retry_after(answer.headers.get("Retry-After", ""), datetime.now(UTC)))


def _retry_after(header: str, now: datetime) -> timedelta | None:
    """When it wants to be asked again, in seconds or as a date of HTTP, as far as we believe it."""
    if header.isdecimal():
        return min(timedelta(seconds=int(header)), _LONGEST_WAIT) if len(header) < 8 else _LONGEST_WAIT
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    # A date without a zone, or with -0000, is one of UTC.
    wait = at.replace(tzinfo=at.tzinfo or UTC) - now
    return min(wait, _LONGEST_WAIT) if wait > timedelta() else None
