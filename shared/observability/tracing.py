"""OpenTelemetry where it is installed, nothing where it is not: a trace is a help for operators, never a need."""

from collections.abc import Iterator
from contextlib import contextmanager

from shared.observability.traceparent import usable

try:
    from opentelemetry import trace
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator
except ImportError:
    trace = None


@contextmanager
def span(name: str, parent: str | None = None, **codes: str | int) -> Iterator[str | None]:
    """A span called `name` below the traceparent `parent`, with `codes` (ids and codes only) as its attributes.

    Yields the traceparent to store with what is written meanwhile; `parent` itself where nobody traces.
    """
    if trace is None:
        yield usable(parent)
        return
    propagator = TraceContextTextMapPropagator()
    above = propagator.extract({"traceparent": parent}) if usable(parent) else None
    with trace.get_tracer("tilts").start_as_current_span(
        name, context=above, attributes=codes, record_exception=False, set_status_on_exception=False
    ):
        carrier: dict[str, str] = {}
        propagator.inject(carrier)
        yield carrier.get("traceparent") or usable(parent)
