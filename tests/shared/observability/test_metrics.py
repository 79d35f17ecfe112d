import re

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from shared.observability import Metrics


@pytest.fixture
def registry():
    return CollectorRegistry()


@pytest.fixture
def metrics(registry):
    return Metrics(registry)


def test_every_metric_says_what_it_tells_an_operator(metrics, registry):
    for family in registry.collect():
        assert re.fullmatch(r"[A-Z0-9][^\n]{15,}\.", family.documentation), family.name
        assert re.fullmatch(r"tilts_[a-z_]+[a-z]", family.name)


def test_labels_are_codes_and_never_ids(metrics):
    labels = {label for metric in vars(metrics).values() for label in metric._labelnames}
    assert labels == {"service", "source", "partition", "step", "route", "status", "agency", "channel", "role"}


def test_a_value_is_shown_under_its_name(metrics, registry):
    metrics.relay_backlog.labels("intake", "3").set(7)
    metrics.applied.labels("cases").inc(5)
    text = generate_latest(registry).decode()
    assert 'tilts_relay_backlog_facts{partition="3",service="intake"} 7.0' in text
    assert 'tilts_applied_facts_total{service="cases"} 5.0' in text


def test_two_services_in_one_process_share_one_set(metrics, registry):
    with pytest.raises(ValueError, match="Duplicated"):
        Metrics(registry)
