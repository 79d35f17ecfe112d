"""Every container has no more rights, memory and reach than it needs, and time to end what it has begun."""

import re
import tomllib

import pytest

from deploy.kafka.jars import kafka_version
from shared.runtime import serve
from shared.settings import SERVICES, Settings
from tests.heavy.compose.composed import ROOT, project

CONTAINERS = sorted(project()["services"])
JOBS = {"migrate", "topics", "tilts"}
OUTSIDE = {*SERVICES, "prometheus"}
SECONDS = {"s": 1, "m": 60}

each = pytest.mark.parametrize("name", CONTAINERS)
each_service = pytest.mark.parametrize("name", SERVICES)
each_that_stays = pytest.mark.parametrize("name", sorted(set(CONTAINERS) - JOBS))


def container(name):
    return project()["services"][name]


def seconds(text):
    return sum(int(number) * SECONDS[unit] for number, unit in re.findall(r"(\d+)([sm])", text))


@each
def test_is_not_root_and_cannot_become_it(name):
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", container(name)["user"])
    assert container(name)["cap_drop"] == ["ALL"]
    assert container(name)["security_opt"] == ["no-new-privileges:true"]
    assert not container(name).get("privileged")


@each
def test_its_image_has_a_version(name):
    _, version = container(name)["image"].rsplit(":", 1)
    assert re.match(r"v?\d+\.\d+(\.\d+)?(-\w+)?$", version)


@each
def test_its_files_cannot_be_changed_except_where_an_image_must(name):
    assert container(name).get("read_only", False) or name == "kafka"


@each
def test_it_cannot_take_the_whole_machine(name):
    limits = container(name)["deploy"]["resources"]["limits"]
    assert limits["cpus"] and limits["memory"] and limits["pids"]
    assert container(name)["logging"]["options"]["max-size"]


@each
def test_only_http_is_reached_and_only_from_this_machine(name):
    ports = container(name).get("ports", [])
    assert bool(ports) == (name in OUTSIDE)
    assert all(port["host_ip"] == "127.0.0.1" for port in ports)
    assert ("outside" in container(name)["networks"]) == (name in OUTSIDE)


def test_no_two_take_the_same_port():
    published = [port["published"] for name in CONTAINERS for port in container(name).get("ports", [])]
    assert len(published) == len(set(published)) == len(OUTSIDE)


def test_bus_and_databases_have_no_way_out():
    assert project()["networks"]["inside"]["internal"] is True


@each
def test_no_secret_stands_in_the_environment(name):
    environment = container(name).get("environment", {})
    assert not [name for name in environment if re.search(r"PASSWORD$|_KEY$|SECRET$", name)]
    assert not [value for value in environment.values() if re.search(r"://[^/@]*:[^/@]*@", value)]


@each_that_stays
def test_what_stays_is_asked_how_it_is_and_comes_back(name):
    assert container(name)["healthcheck"]["test"][0] == "CMD"
    assert container(name)["restart"] == "unless-stopped"


@each_that_stays
def test_what_is_in_flight_has_time_to_end(name):
    # Twice: the consumer ends first, the HTTP port after it.
    assert seconds(container(name)["stop_grace_period"]) > 2 * serve._GRACE


@each_service
def test_a_service_starts_when_tables_and_topics_are_there(name):
    after = {job: how["condition"] for job, how in container(name)["depends_on"].items()}
    assert after == dict.fromkeys(["migrate", "topics"], "service_completed_successfully")
    assert container(name)["command"] == ["serve", name]


@each_service
def test_a_service_is_given_its_own_password_and_no_other(name):
    given = {secret["target"]: secret["source"] for secret in container(name)["secrets"]}
    assert given["database__password"] == f"database_{name}"
    assert given.get("security__index_key") == {"intake": "index_key", "cases": "references_key"}.get(name)


@pytest.mark.parametrize("name", [*SERVICES, "migrate", "topics", "tilts"])
def test_the_settings_know_every_variable(name):
    settings = Settings.load("liepaja", container(name)["environment"])
    assert [settings.http.base_url(service) for service in SERVICES] == [f"http://{s}:8080/{s}" for s in SERVICES]
    assert settings.broker.bootstrap_servers == ("kafka:9092",)
    user = "tilts_owner" if name in {"migrate", "tilts"} else "tilts_cases"
    assert settings.database.dsn_for("cases") == f"postgresql://{user}@postgres:5432/tilts_cases"
    assert settings.deployment.is_development


def test_the_versions_are_those_that_everything_else_is_tested_with():
    package = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {container(name)["image"] for name in (*SERVICES, *JOBS)} == {f"tilts:{package['version']}"}
    assert container("kafka")["image"] == f"apache/kafka:{kafka_version()}"
