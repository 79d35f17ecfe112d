"""Files in a folder, for channels whose last mile is somebody else's: one file a message, whole or not there.

An SMS gateway, or whatever speaks with the system of official e-addresses, takes the files from `sms/` and `e_address/`
and deletes them. The name is the message's id: a repeat replaces the file that is still there, and can be told by its
name where that was taken. Nothing here was tried against the live system of e-addresses: that is unverified.
"""

import asyncio
import json
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import structlog

from services.notifications.domain.delivery import TryOutcome
from services.notifications.sending.channel import Result
from services.notifications.sending.envelope import Envelope, mail
from services.notifications.sending.letters import Letter
from services.notifications.sending.written import enveloped
from shared.contracts.codes import NoticeChannel
from shared.settings import Settings

_log = structlog.get_logger("notices")


class Drop:
    """One channel's folder."""

    agency = None
    limit = 50

    def __init__(self, name: NoticeChannel, folder: Path, settings: Settings) -> None:
        self.name = name
        self._folder = folder / name
        self._settings = settings
        self._suffix, self._bytes = _FORMS[name]

    async def send(self, letters: Sequence[Letter]) -> list[Result]:
        return await self.post([enveloped(letter, self._settings) for letter in letters])

    async def post(self, envelopes: Sequence[Envelope | None]) -> list[Result]:
        """Lay down each; none is somebody who has no address any more."""
        return [await asyncio.to_thread(self._lay_down, envelope) for envelope in envelopes]

    async def close(self) -> None:
        pass

    def _lay_down(self, envelope: Envelope | None) -> Result:
        if envelope is None:
            return Result(TryOutcome.GONE)
        file = self._folder / f"{envelope.id}{self._suffix}"
        begun = file.with_name(f".{file.name}")
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with begun.open("wb") as opened:
                opened.write(self._bytes(envelope, self._settings))
                opened.flush()
                os.fsync(opened.fileno())
            begun.replace(file)
        except OSError as error:
            _log.error("message_not_laid_down", channel=self.name, reason=error.strerror)
            return Result(TryOutcome.UNREACHABLE)
        return Result(TryOutcome.DELIVERED)


def _sms(envelope: Envelope, settings: Settings) -> bytes:
    return _json(id=str(envelope.id), to=envelope.to, text=envelope.words.short)


def _e_address(envelope: Envelope, settings: Settings) -> bytes:
    words = envelope.words
    return _json(
        id=str(envelope.id), to=envelope.to, language=words.language, subject=words.subject, text=words.text
    )  # fmt: skip


def _json(**fields: str) -> bytes:
    return json.dumps(fields, ensure_ascii=False, indent=2).encode()


_FORMS: dict[NoticeChannel, tuple[str, Callable[[Envelope, Settings], bytes]]] = {
    NoticeChannel.SMS: (".json", _sms),
    NoticeChannel.E_ADDRESS: (".json", _e_address),
    NoticeChannel.EMAIL: (".eml", lambda envelope, settings: mail(envelope, settings).as_bytes()),
}
