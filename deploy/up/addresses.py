"""What `tilts up` says last: where everything is, what to type next, how to stop."""

import os
import shutil
import sys
from datetime import timedelta
from pathlib import Path

from deploy.services import DEFINITIONS
from deploy.up.folder import STATE, StateFolder
from shared.contracts.codes import NoticeChannel
from shared.security import Actor, Purpose, Role, issue_token
from shared.settings import Settings

_A_DAY = timedelta(hours=8)
_WRITTEN = {
    NoticeChannel.EMAIL: "e-mails",
    NoticeChannel.SMS: "SMS",
    NoticeChannel.E_ADDRESS: "messages to e-addresses",
}


def addresses(settings: Settings, folder: StateFolder) -> str:
    """The text, for a terminal or a file."""
    flag = "" if folder.path.parent == STATE else f" --folder {folder.path}"
    tilts = program()
    return "\n".join(
        [
            "",
            "Running. The APIs, each with its description:",
            *(f"  {name:14} {settings.http.base_url(name)}/docs" for name in DEFINITIONS),
            "The page of reporting, signed in as the head of the service until this evening:",
            f"  {_page(settings)}",
            f"Kafka at {', '.join(settings.broker.bootstrap_servers)}; data, secrets and logs in {folder.path}",
            *_messages(settings),
            "",
            "In another terminal:",
            f"  publish one by hand   {tilts} publish{flag}",
            f"  see what arrives      {tilts} tail{flag}",
            f"  see how far it is     {tilts} status{flag}",
            f"  prove it              {tilts} verify{flag}",
            f"  a token for the APIs  {tilts} token supervisor{flag}",
            "",
            "Stop: Ctrl-C",
        ]
    )


def _messages(settings: Settings) -> list[str]:
    """Where a newcomer sees what is written to agencies; nothing where nobody is written to."""
    voice = settings.notifications
    used = {channel for rule in voice.rules.rule for channel in rule.channels} & _WRITTEN.keys()
    if voice.mail:
        used.discard(NoticeChannel.EMAIL)
    what = ", ".join(_WRITTEN[channel] for channel in _WRITTEN if channel in used)
    told = f"No mail server or gateway is here: {what} to agencies, and reminders to clients, are files in"
    return [f"{told} {voice.drop_folder}"] if used else []


def program() -> str:
    """How the command is typed here: by its name where the shell finds it, else by its path."""
    typed = Path(sys.argv[0])
    found = shutil.which("tilts")
    if typed.name != "tilts" or (found and Path(found).resolve() == typed.resolve()):
        return "tilts"
    return os.path.relpath(typed)


def _page(settings: Settings) -> str:
    """A browser sends no bearer token: it signs in once by the address, in development only."""
    head = Actor("up:head", frozenset({Role.HEAD}), Purpose.STATISTICS)
    token = issue_token(settings.security.development_key.get_secret_value(), head, _A_DAY)
    return f"{settings.http.base_url('reporting')}/sign-in?token={token}"
