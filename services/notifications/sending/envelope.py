"""What is brought by the channels that others may read on the way: an address and the words, whoever they are for."""

from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from uuid import UUID

from services.notifications.words.message import Parts
from shared.settings import Settings

_NAMELESS = "tilts@localhost"
"""Whom a mail is from that is only laid down in a folder."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """One message. `id` is the same for each try, so that a repeat shows as one; `sender` is a name, or empty."""

    id: UUID
    to: str
    words: Parts
    sender: str
    at: datetime


def mail(envelope: Envelope, settings: Settings) -> EmailMessage:
    """The message as a mail. Its Message-ID tells a repeat: mail programs show it once."""
    words = envelope.words
    sender = settings.notifications.mail.sender if settings.notifications.mail else _NAMELESS
    message = EmailMessage(policy=SMTP)
    message["Subject"] = words.subject
    message["From"] = formataddr((envelope.sender, sender))
    message["To"] = envelope.to
    message["Date"] = format_datetime(envelope.at)
    message["Message-ID"] = f"<{envelope.id}@{sender.partition('@')[2]}>"
    # Whoever is away must not answer it, and no list must pass it on (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(words.text)
    message.add_alternative(words.html, subtype="html")
    # Last: what has its name with Content moves into the first part, when a second one comes.
    message["Content-Language"] = words.language
    return message
