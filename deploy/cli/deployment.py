"""Which deployment a command means, and its settings: what `tilts up` wrote, and this shell's environment over it."""

import os
from dataclasses import dataclass
from pathlib import Path

from deploy.cli.exits import Exit, Failure
from deploy.up.folder import StateFolder, folder_of
from shared.settings import Settings


@dataclass(frozen=True)
class Deployment:
    """`kept` are the names and values that `tilts up` wrote for it, nothing where it was not started by `up`."""

    municipality: str
    settings: Settings
    folder: StateFolder | None
    kept: dict[str, str]


def find_deployment(municipality: str | None, folder: Path | None) -> Deployment:
    """The deployment meant by the options. Raises Failure when none is, SettingsError when it cannot be used."""
    state = folder_of(municipality, folder)
    kept = state.read_environment() if state else {}
    meant = municipality or kept.get("TILTS_MUNICIPALITY")
    if meant is None:
        raise Failure(
            Exit.USAGE,
            "which municipality?",
            "none is named, and `tilts up` has not run here",
            "tilts up, or name one: --municipality liepaja, or TILTS_MUNICIPALITY=liepaja",
        )
    own = {name: value for name, value in os.environ.items() if name.startswith("TILTS_")}
    return Deployment(meant, Settings.load(meant, kept | own), state, kept)
