"""The folder for what was downloaded once and can be downloaded again.

Read by whatever Python 3 the machine has, before ours is installed: no syntax newer than 3.6 here.
"""

import os
from pathlib import Path


def cache_folder(name: str) -> Path:
    """Return the folder `name` in `$TILTS_CACHE` (by default `~/.cache/tilts`), created when missing."""
    folder = Path(os.environ.get("TILTS_CACHE") or "~/.cache/tilts").expanduser().resolve() / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder
