"""The command line as a shell sees it: what it prints on both streams, and its exit code."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from deploy.cli.main import main


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


@pytest.fixture
def tilts(capsys, monkeypatch, tmp_path) -> Callable[..., Said]:
    """Run a command in this process, without any deployment that `tilts up` may have left on this machine."""
    for name in ("TILTS_MUNICIPALITY", "TILTS_FOLDER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("deploy.up.folder.STATE", tmp_path / "state")

    def run(*words: str) -> Said:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run
