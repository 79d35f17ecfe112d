"""The locks agree with each other, name no registry, and pin every package by hash."""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
PIN = re.compile(r"^([a-z0-9._-]+==\S+(?: ; .+)?) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)


def text(lock):
    return (REQUIREMENTS / f"{lock}.lock").read_text()


def pins(lock):
    """Return each pin of `lock`, with its marker, and its hashes."""
    return dict(PIN.findall(text(lock)))


@pytest.mark.parametrize("lock", ["build", "runtime", "embedded", "dev"])
def test_a_lock_holds_nothing_but_pins_with_hashes(lock):
    assert PIN.sub("", text(lock)).strip() == ""


@pytest.mark.parametrize(("small", "large"), [("build", "dev"), ("runtime", "embedded"), ("embedded", "dev")])
def test_the_larger_lock_contains_the_smaller_one(small, large):
    assert pins(small).items() <= pins(large).items()
