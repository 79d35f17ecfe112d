import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider

from shared.observability import tracing
from shared.observability.traceparent import usable
from shared.observability.tracing import span

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (PARENT, True),
        (PARENT.upper(), False),
        ("ff" + PARENT[2:], False),
        ("00-" + "0" * 32 + PARENT[35:], False),
        (PARENT[:36] + "0" * 16 + "-01", False),
        (PARENT + "-extra", False),
        ("", False),
        (None, False),
    ],
)
def test_a_traceparent_that_cannot_be_continued_counts_as_none(text, kept):
    assert usable(text) == (text if kept else None)


@pytest.fixture
def traced(monkeypatch):
    provider = TracerProvider()
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)


@pytest.fixture
def without_opentelemetry(monkeypatch):
    monkeypatch.setattr(tracing, "trace", None)


def test_a_span_continues_the_trace_of_its_parent(traced):
    with span("apply", PARENT, service="cases") as inside:
        assert usable(inside)
        assert inside.split("-")[1] == PARENT.split("-")[1]
        assert inside.split("-")[2] != PARENT.split("-")[2]


def test_a_span_without_a_parent_begins_a_trace(traced):
    with span("publish") as inside:
        assert usable(inside)


def test_where_nobody_traces_the_trace_goes_on_untouched():
    with span("apply", PARENT) as inside:
        assert inside == PARENT


@pytest.mark.parametrize(("parent", "inside"), [(PARENT, PARENT), ("nonsense", None), (None, None)])
def test_without_opentelemetry_nothing_is_needed(without_opentelemetry, parent, inside):
    with span("apply", parent) as given:
        assert given == inside
