"""A mail server on a real socket, with STARTTLS and AUTH: keeps what it got, and misbehaves as told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from ssl import SSLContext

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.services.notifications.samples import OFFICE

USER, PASSWORD = "tilts", "parole-kas-nav-lieta"
Step = Callable[[SMTP, Envelope], Awaitable[str]]


def answers(line: str) -> Step:
    """Says that, and no more."""

    async def step(server: SMTP, envelope: Envelope) -> str:
        return line

    return step


async def dies(server: SMTP, envelope: Envelope) -> str:
    """Takes everything, and is gone before it answers."""
    server.transport.abort()
    return "250 OK"


async def hangs(server: SMTP, envelope: Envelope) -> str:
    """Never answers."""
    await asyncio.sleep(60)
    return "250 OK"


@dataclass
class MailServer:
    """`got` holds each mail that it took, as (to, mail)."""

    port: int = 0
    at_recipient: Step = field(default_factory=lambda: answers("250 OK"))
    at_text: Step = field(default_factory=lambda: answers("250 OK"))
    got: list[tuple[str, EmailMessage]] = field(default_factory=list)
    signed_in: int = 0
    signed_off: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        answer = await self.at_recipient(server, envelope)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        answer = await self.at_text(server, envelope)
        if answer.startswith("250"):
            self.got.append((envelope.rcpt_tos[0], message_from_bytes(envelope.content, policy=default)))
        return answer

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.signed_off += 1
        return "221 Bye"

    def authenticate(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data) -> AuthResult:
        good = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        self.signed_in += good
        return AuthResult(success=good, handled=False)

    def environ(self, folder) -> dict[str, str]:
        """The settings with which it is found; `folder` has its certificate."""
        prefix = "TILTS_NOTIFICATIONS__MAIL__"
        return {
            f"{prefix}HOST": "localhost", f"{prefix}PORT": str(self.port), f"{prefix}SENDER": OFFICE,
            f"{prefix}USERNAME": USER, f"{prefix}PASSWORD": PASSWORD, f"{prefix}CA_FILE": str(folder / "cert.pem"),
        }  # fmt: skip


@asynccontextmanager
async def mail_server(tls: SSLContext, *, from_the_first_byte: bool = False) -> AsyncIterator[MailServer]:
    """A server on a free port of this machine, until the block is left."""
    kept = MailServer()

    def connection() -> SMTP:
        # Where TLS is there already it need not be asked for, and whoever wants to sign in may.
        asked = not from_the_first_byte
        secured = {"tls_context": tls, "require_starttls": True} if asked else {}
        return SMTP(
            kept, authenticator=kept.authenticate, auth_required=asked, auth_require_tls=asked, hostname="localhost",
            **secured,
        )  # fmt: skip

    loop = asyncio.get_running_loop()
    server = await loop.create_server(connection, "127.0.0.1", 0, ssl=tls if from_the_first_byte else None)
    kept.port = server.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        server.close()
