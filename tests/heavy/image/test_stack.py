"""What `docker compose up` would start works together: jobs, services, health checks, an operator's commands, the stop.

Without an engine, see `stack`; what only an engine does (networks, limits, restarts) is not tried here.
"""

import json
import re

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from shared.settings import SERVICES
from tests.heavy.compose.composed import ROOT
from tests.heavy.image.stack import running

# The first one waits for the image: on a new machine its base and its wheels are fetched.
pytestmark = pytest.mark.timeout(900)
GRACE = 30.0
ALERTS = ROOT / "deploy" / "compose" / "prometheus" / "alerts.yml"
# Appear only once something has gone wrong; until then there is nothing to say.
SILENT = {"tilts_source_forked", "tilts_pulled_facts_total"}
OF_NOTIFICATIONS = {
    "tilts_delivery_circuit_open", "tilts_delivery_disabled", "tilts_delivery_oldest_seconds",
    "tilts_follow_ups_overdue",
}  # fmt: skip
"""They have an agency or a role as label, and only the service that brings notices knows any."""


@pytest.fixture(scope="module")
def stack(buildah, container, tmp_path_factory):
    with running(buildah, container, tmp_path_factory.mktemp("stack")) as stack:
        yield stack


def measured(stack, service):
    """The names of the metrics that `service` has a value for."""
    address = f"http://127.0.0.1:{stack.ports[service]}/{service}/metrics"
    families = text_string_to_metric_families(httpx.get(address, timeout=10).text)
    return {sample.name for family in families for sample in family.samples}


def test_a_partners_referral_gets_its_receipt(stack):
    done = stack.run("tilts", "publish", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_an_operator_finds_that_all_agrees(stack):
    assert stack.run("tilts", "verify", "--deadline=60").stdout.endswith("what the services made of them\n")
    states = json.loads(stack.run("tilts", "status", "--json").stdout)
    assert {state["service"]: state["health"] for state in states} == dict.fromkeys(SERVICES, "ready")


def test_the_page_opens_for_who_signs_in(stack):
    token = stack.run("tilts", "token", "head").stdout.strip()
    address = f"http://127.0.0.1:{stack.ports['reporting']}/reporting/sign-in"
    with httpx.Client(follow_redirects=True, timeout=10) as browser:
        page = browser.get(address, params={"token": token})
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")


def test_the_jobs_may_be_run_again_while_everything_runs(stack):
    assert [stack.run(job).returncode for job in ("migrate", "topics")] == [0, 0]


@pytest.mark.parametrize("service", SERVICES)
def test_prometheus_finds_what_the_alerts_watch(stack, service):
    watched = {name for rule in rules() for name in re.findall(r"\btilts_\w+", rule["expr"])}
    elsewhere = set() if service == "notifications" else OF_NOTIFICATIONS
    assert watched - SILENT - elsewhere <= measured(stack, service)


def rules():
    return [rule for group in yaml.safe_load(ALERTS.read_text())["groups"] for rule in group["rules"]]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_ends_in_time_when_it_is_stopped(stack, service):
    assert stack.stop(service, GRACE) == 0
