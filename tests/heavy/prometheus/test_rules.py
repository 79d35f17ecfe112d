"""Prometheus reads our settings, asks every service, and speaks when it must: checked by its own promtool."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from prometheus_client import CollectorRegistry

from shared.observability import Metrics
from shared.settings import SERVICES

ROOT = Path(__file__).parents[3]
FOLDER = ROOT / "deploy" / "compose" / "prometheus"
PLAYED = Path(__file__).with_name("alerts_test.yml")
OURS = re.compile(r"\btilts_\w+")

ALERTS = [rule for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
by_name = pytest.mark.parametrize("alert", ALERTS, ids=lambda alert: alert["alert"])


@pytest.fixture(scope="module")
def promtool():
    """Runs promtool; the test fails where it is not installed."""
    if shutil.which("promtool") is None:
        pytest.fail("promtool is missing. On Debian or Ubuntu: apt-get install prometheus. `make test` does without.")

    def run(*words):
        return subprocess.run(["promtool", *map(str, words)], check=False, capture_output=True, text=True, timeout=60)

    return run


def test_the_settings_and_the_rules_are_valid(promtool):
    checked = promtool("check", "config", FOLDER / "prometheus.yml")
    assert checked.returncode == 0, checked.stderr
    assert f"SUCCESS: {len(ALERTS)} rules found" in checked.stdout


def test_the_alerts_speak_when_they_must_and_not_before(promtool):
    played = promtool("test", "rules", PLAYED)
    assert played.returncode == 0, played.stdout


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("tilts_timers_late_seconds > 60", "tilts_timers_late_seconds > 600"),
        ("tilts_source_forked == 1", "tilts_source_forked == 2"),
        (" > 100\n", " > 1\n"),
        ("for: 15m", "for: 1m"),
    ],
)
def test_a_rule_that_is_wrong_is_noticed(promtool, tmp_path, right, wrong):
    rules = (FOLDER / "alerts.yml").read_text()
    assert right in rules
    (tmp_path / "alerts.yml").write_text(rules.replace(right, wrong))
    (tmp_path / "test.yml").write_text(
        PLAYED.read_text().replace("../../../deploy/compose/prometheus/alerts.yml", "alerts.yml")
    )
    assert promtool("test", "rules", tmp_path / "test.yml").returncode != 0


def test_every_service_is_asked():
    jobs = yaml.safe_load((FOLDER / "prometheus.yml").read_text())["scrape_configs"]
    asked = {job["job_name"]: (job["metrics_path"], job["static_configs"][0]["targets"]) for job in jobs}
    assert asked == {service: (f"/{service}/metrics", [f"{service}:8080"]) for service in SERVICES}


@by_name
def test_an_alert_watches_metrics_that_we_have(alert):
    registry = CollectorRegistry()
    Metrics(registry)
    have = {f"{family.name}_total" if family.type == "counter" else family.name for family in registry.collect()}
    assert set(OURS.findall(alert["expr"])) <= have


@by_name
def test_an_alert_says_what_is_wrong_and_what_to_do(alert):
    assert alert["labels"]["severity"] in {"page", "ticket"}
    assert alert["annotations"]["summary"].endswith(".")
    assert alert["annotations"]["runbook"].startswith("docker compose ")


@by_name
def test_an_alert_is_played(alert):
    assert alert["alert"] in PLAYED.read_text()
