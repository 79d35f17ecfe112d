import io
import json
import logging

import pytest
import structlog
from structlog.contextvars import bound_contextvars

from shared.observability import configure


@pytest.fixture
def lines():
    """Gives a function that reads what was logged since; logging is as before afterwards."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, structlog.get_config())
    stream = io.StringIO()
    configure(stream=stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.handlers[:], level, config = before
    root.setLevel(level)
    structlog.configure(**config)


def test_a_line_is_one_json_object_with_its_context(lines):
    with bound_contextvars(service="intake", correlation="c-1"):
        structlog.get_logger("door").info("referral_registered", number="LPX-2026-000001")
    (line,) = lines()
    assert list(line)[:4] == ["time", "level", "service", "event"]
    assert line | {"time": ""} == {
        "time": "",
        "level": "info",
        "service": "intake",
        "event": "referral_registered",
        "logger": "door",
        "number": "LPX-2026-000001",
        "correlation": "c-1",
    }
    assert line["time"].endswith("Z")


def test_an_exception_is_told_without_its_text(lines):
    try:
        int("Zigrīda")
    except ValueError:
        structlog.get_logger("door").exception("failed")
    (line,) = lines()
    assert line["error"]["type"] == "builtins.ValueError"
    assert "Zigrīda" not in str(line)


def test_a_library_speaks_through_the_same_nets(lines):
    try:
        int("Zigrīda")
    except ValueError:
        logging.getLogger("aiokafka.conn").exception("cannot read %s", "161175-19997")
    (line,) = lines()
    assert (line["logger"], line["event"]) == ("aiokafka.conn", "cannot read [withheld]")
    assert line["error"]["type"] == "builtins.ValueError"
    assert "Zigrīda" not in str(line)


@pytest.mark.parametrize("name", ["aiokafka", "faststream.access", "uvicorn.error", "httpx"])
def test_a_library_does_not_chat(lines, name):
    logging.getLogger(name).info("hello")
    assert lines() == []


def test_there_is_no_access_log(lines):
    logging.getLogger("uvicorn.access").warning('"GET /people?name=Zigr%C4%ABda" 200')
    assert lines() == []


def test_latvian_letters_stay_readable(lines):
    structlog.get_logger("door").info("unit_changed", unit="Aprūpe mājās")
    assert lines()[0]["unit"] == "Aprūpe mājās"


def test_what_is_below_the_level_is_not_said(lines):
    structlog.get_logger("door").debug("detail")
    assert lines() == []
