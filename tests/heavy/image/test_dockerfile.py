"""The Dockerfile follows the known good practice, and every package in it is one that was locked."""

import re
import subprocess

from tests.heavy.compose.composed import tool
from tests.heavy.image.base import ROOT, named_in_dockerfile

DOCKERFILE = ROOT / "Dockerfile"


def lint(file):
    command = [tool("hadolint"), "--failure-threshold", "style", str(file)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)


def test_the_lint_finds_nothing():
    done = lint(DOCKERFILE)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_lint_would_find_a_base_without_a_version(tmp_path):
    name, *_ = named_in_dockerfile()
    worse = tmp_path / "Dockerfile"
    worse.write_text(DOCKERFILE.read_text().replace(name, "python:latest"))
    assert "DL3007" in lint(worse).stdout


def test_every_stage_has_the_same_base():
    stages = re.findall(r"^FROM (\S+)", DOCKERFILE.read_text(), re.MULTILINE)
    assert stages == [named_in_dockerfile()[0]] * 2


def test_nothing_is_installed_that_is_not_locked():
    text = DOCKERFILE.read_text().replace("\\\n", " ")
    installs = re.findall(r"pip\S* (?:--python \S+ )?(?:install|wheel) .*?(?=&&|\n)", text)
    assert len(installs) == 4
    assert [line for line in installs if "--require-hashes" not in line and "--no-index" not in line] == []
