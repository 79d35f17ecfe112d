"""What keeps `tilts up` from starting is said in a sentence, before anything was started."""

import shutil
import socket
from collections import namedtuple

import pytest

from deploy.cli.exits import Exit


@pytest.fixture
def taken() -> int:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_is_taken(tilts, tmp_path, taken):
    said = tilts("up", "--no-day", "--folder", str(tmp_path), "--port", str(taken))
    assert said.code == Exit.UNREACHABLE
    assert f"port {taken} of 127.0.0.1 is taken by another program" in said.err
    assert "--port 0" in said.err
    assert not (tmp_path / "postgres").exists()


def test_a_disk_that_is_full(tilts, tmp_path, monkeypatch):
    full = namedtuple("Usage", "total used free")(10**9, 10**9, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: full)
    said = tilts("up", "--no-day", "--folder", str(tmp_path))
    assert said.code == Exit.UNREACHABLE
    assert "0 MB are free" in said.err
    assert "--folder" in said.err
    assert not (tmp_path / "postgres").exists()


def test_a_folder_that_cannot_be_made(tilts, tmp_path):
    (tmp_path / "file").write_text("")
    said = tilts("up", "--folder", str(tmp_path / "file" / "state"))
    assert said.code == Exit.UNREACHABLE
    assert "cannot be made: Not a directory" in said.err


def test_a_broker_that_there_is_not(tilts, tmp_path):
    said = tilts("up", "--folder", str(tmp_path), "--broker", "rabbit")
    assert said.code == Exit.USAGE
    assert "--broker embedded or kafka" in said.err


def test_a_municipality_that_there_is_not(tilts, tmp_path):
    said = tilts("up", "--folder", str(tmp_path), "-m", "liepja")
    assert said.code == Exit.CONFIGURATION
    assert "Did you mean liepaja?" in said.err
    assert not (tmp_path / "postgres").exists()
