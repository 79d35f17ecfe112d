"""One JSON object per line on stderr, from our own log calls and from every library, with no personal data.

The correlation id and the service come from structlog's context (`bound_contextvars(correlation=…, service=…)`).
"""

import json
import logging
import sys
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog
from structlog.processors import TimeStamper, add_log_level
from structlog.stdlib import ProcessorFormatter
from structlog.types import Processor

from shared.observability.failures import described
from shared.observability.privacy import without_personal_data

_CHATTY = ("aiokafka", "asyncio", "asyncpg", "faststream", "httpcore", "httpx", "uvicorn")


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send all logging of this process to `stream` (stderr unless given), ours from `level` on.

    Libraries speak from WARNING on, and an access log is not among them: addresses of requests can name people.
    """
    known = [structlog.contextvars.merge_contextvars, structlog.stdlib.add_logger_name, add_log_level, _time, _failure]
    last: list[Processor] = [ProcessorFormatter.remove_processors_meta, without_personal_data, _ordered, _json]
    structlog.configure(
        processors=[*known, ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(ProcessorFormatter(foreign_pre_chain=known, processors=last))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    access = logging.getLogger("uvicorn.access")
    access.handlers.clear()
    access.disabled = True


_time = TimeStamper(fmt="iso", utc=True, key="time")


def _failure(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Replaces `exc_info` before anything else could render it."""
    given = event.pop("exc_info", None)
    error = sys.exc_info()[1] if given is True else given[1] if isinstance(given, tuple) else given
    return {**event, "error": described(error)} if isinstance(error, BaseException) else event


def _ordered(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    first = ("time", "level", "service", "event")
    return {key: event[key] for key in (*(k for k in first if k in event), *(k for k in event if k not in first))}


def _json(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    return json.dumps(event, ensure_ascii=False)
