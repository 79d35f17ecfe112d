"""What pip says becomes a sentence that tells how to mend it."""

from pathlib import Path

import pytest

from deploy.bootstrap.packages import MEGABYTE, check_space, explain
from deploy.bootstrap.problem import Problem


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "damaged or exchanged"),
        (
            "WARNING: Retrying … NewConnectionError …\nERROR: No matching distribution found for six",
            "cannot be reached",
        ),
        ("ERROR: No matching distribution found for uvloop==0.23.0", "no wheel of uvloop==0.23.0 for this machine"),
        ("ERROR: something else", "pip failed:\nERROR: something else"),
    ],
)
def test_each_failure_has_its_sentence(said, reason):
    assert reason in explain(said, Path("wheels"))


def test_too_little_room_is_told_before_anything_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda folder: type("Usage", (), {"free": 7 * MEGABYTE}))
    with pytest.raises(Problem, match=r"has 7 MB free, and installing takes up to \d+ MB"):
        check_space("embedded", tmp_path)
