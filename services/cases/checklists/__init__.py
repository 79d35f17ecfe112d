"""The checklists as data: one file for each version, `code.version.toml`.

A published version never changes, because old answers are read by it for ever: a change is a new file with the next
version. `published.sha256` holds the digest of each, and a test compares.
"""

import tomllib
from pathlib import Path

from services.cases.domain.assessments.checklist import Checklist, Checklists

FOLDER = Path(__file__).parent


def _read() -> Checklists:
    files = sorted(FOLDER.glob("*.toml"))
    return Checklists(tuple(Checklist.model_validate(tomllib.loads(file.read_text("utf-8"))) for file in files))


CHECKLISTS = _read()
"""Every version of every checklist that was ever published."""
