"""`secrets.sh` makes every secret that the compose file reads, keeps what is there, and shows it to nobody else."""

import re
import stat
import subprocess
from pathlib import Path

from tests.heavy.compose.composed import ROOT, project

SCRIPT = ROOT / "deploy" / "compose" / "secrets.sh"


def make(folder):
    subprocess.run(["sh", str(SCRIPT), str(folder)], check=True, capture_output=True, timeout=10)
    return {file.name: file.read_text() for file in folder.iterdir()}


def test_every_secret_is_made_and_no_two_are_alike(tmp_path):
    made = make(tmp_path / "secrets")
    assert set(made) == {Path(secret["file"]).name for secret in project()["secrets"].values()}
    assert all(re.fullmatch(r"[0-9a-f]{64}|whsec_[0-9A-Za-z+/]{43}=\n", secret) for secret in made.values())
    assert len(set(made.values())) == len(made)


def test_a_secret_that_is_there_is_kept(tmp_path):
    folder = tmp_path / "secrets"
    before = make(folder)
    (folder / "database_cases").unlink()
    after = make(folder)
    assert [name for name in before if before[name] != after[name]] == ["database_cases"]


def test_the_folder_is_closed_and_a_container_can_read_what_it_is_given(tmp_path):
    folder = tmp_path / "secrets"
    make(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o444}


def test_they_lie_where_version_control_does_not_look():
    for secret in project()["secrets"].values():
        subprocess.run(["git", "check-ignore", "--quiet", secret["file"]], check=True, cwd=ROOT, timeout=10)
