"""What dies is started again and said, and nothing is lost by it."""

import time
from collections.abc import Callable

import pytest

from deploy.cli.exits import Exit


def wait_for(what: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.1)


@pytest.mark.long
@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("broker", "the broker runs again"),
        ("services", "services ended and was started again"),
        ("postgres", "PostgreSQL runs again"),
    ],
)
def test_what_is_killed_runs_again_and_everything_agrees(running, what, sentence):
    killed, said = running.children()[what], running.said.count(sentence)
    killed.kill()
    wait_for(lambda: running.said.count(sentence) > said)
    assert running.children()[what].pid != killed.pid
    wait_for(lambda: running.tilts("status").code == Exit.OK)
    assert running.tilts("publish").code == Exit.OK
    verified = running.tilts("verify", "--deadline", "30", "--json")
    assert verified.json()["findings"] == []


def test_a_relay_that_is_rewound_publishes_again_and_everything_agrees(running):
    rewound = running.tilts("relay", "rewind", "cases", "--yes", "--json")
    assert rewound.json()["records"] > 0
    assert running.tilts("verify", "--deadline", "30", "--json").json()["findings"] == []
