"""The rules about who may import what are kept, and they bite."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
LINT = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
ROOMS = "shared/contracts shared/decision shared/calendar shared/database shared/http shared/observability"
ROOMS += " shared/matching shared/partnership shared/runtime shared/security shared/settings shared/stream"
ROOMS += " shared/shown_code shared/caseload shared/described"
ROOMS += " services/intake services/intake/fhir services/cases deploy"


def lint(folder):
    """Return whether the rules are kept in `folder`, and what the check said."""
    done = subprocess.run(LINT, check=False, cwd=folder, capture_output=True, text=True)
    return done.returncode == 0, " ".join(done.stdout.split()) + done.stderr


def test_this_repository_keeps_the_rules():
    kept, said = lint(REPOSITORY)
    assert kept, said


@pytest.fixture
def house(tmp_path):
    """A repository of empty rooms under our rules."""
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    for room in ROOMS.split():
        for folder in (tmp_path / room, (tmp_path / room).parent):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "__init__.py").touch()
    return tmp_path


@pytest.mark.parametrize(
    ("file", "imports", "complaint"),
    [
        ("services/intake/app.py", "shared.stream, shared.http, asyncpg", None),
        ("services/intake/domain.py", "shared.contracts, shared.decision, shared.calendar", None),
        ("shared/stream/bus.py", "aiokafka, faststream", None),
        ("services/intake/app.py", "services.cases", "services.intake is not allowed to import services.cases"),
        ("services/intake/domain.py", "asyncpg", "services.intake.domain is not allowed to import asyncpg"),
        ("services/intake/handlers.py", "shared.settings", "services.intake.handlers is not allowed to import shared"),
        ("services/intake/app.py", "aiokafka", "services is not allowed to import aiokafka"),
        ("shared/http/app.py", "services.intake", "shared is not allowed to import services"),
        ("services/intake/app.py", "deploy", "services is not allowed to import deploy"),
        ("shared/contracts/fact.py", "shared.database", "shared.contracts is not allowed to import shared.database"),
    ],
)
def test_a_rule_is_kept_or_complained_about(house, file, imports, complaint):
    (house / file).write_text(f"import {imports}\n")
    kept, said = lint(house)
    assert kept == (complaint is None), said
    assert (complaint or "") in said
