"""Ports and environments of what `tilts up` starts."""

import socket
from datetime import timedelta

import pytest

from deploy.up.folder import StateFolder
from deploy.up.plan import Ports, PortTaken, Wish, environment, of_process, with_clock
from shared.calendar import PacedClock
from shared.settings import Settings


@pytest.fixture
def folder(tmp_path) -> StateFolder:
    return StateFolder(tmp_path)


@pytest.fixture
def taken() -> int:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def test_a_port_that_was_asked_for_and_is_taken_is_refused(folder, taken):
    with pytest.raises(PortTaken, match=str(taken)):
        Ports.choose(taken, folder)


def test_ports_are_kept_from_run_to_run(folder):
    assert Ports.choose(0, folder) != Ports.choose(0, folder)
    first = Ports.choose(None, folder)
    assert Ports.choose(None, folder) == first


def test_a_kept_port_that_somebody_else_has_taken_is_given_up(folder, taken):
    folder.write_ports({"http": taken, "broker": taken, "webhook": taken})
    assert taken not in vars_of(Ports.choose(None, folder))


def vars_of(ports: Ports) -> list[int]:
    return [ports.http, ports.broker, ports.webhook]


def made(folder: StateFolder, **wish) -> dict[str, str]:
    ports, names = Ports(8080, 9092, 8099), ["intake", "cases"]
    return environment(Wish("liepaja", "embedded", **wish), folder, ports, "dsn", names, "krizes-centrs")


def test_the_settings_of_the_deployment_come_before_those_of_the_shell(folder, monkeypatch):
    monkeypatch.setenv("TILTS_HTTP__PORT", "1")
    monkeypatch.setenv("TILTS_LOG__PARTITIONS", "3")
    settings = Settings.load("liepaja", made(folder))
    assert settings.http.port == 8080
    assert settings.log.partitions == 3
    assert settings.broker.bootstrap_servers == ("127.0.0.1:9092",)
    assert settings.partners["krizes-centrs"].webhook_url.port == 8099


def test_one_process_serves_all_at_one_address(folder):
    settings = Settings.load("liepaja", made(folder))
    assert settings.http.base_url("cases") == "http://127.0.0.1:8080/cases"


def test_several_processes_have_a_port_each_and_know_each_other(folder):
    values = made(folder, processes=True)
    settings = Settings.load("liepaja", values)
    assert settings.http.base_url("intake") == "http://127.0.0.1:8080/intake"
    port = of_process(values, ["cases"])["TILTS_HTTP__PORT"]
    assert settings.http.base_url("cases") == f"http://127.0.0.1:{port}/cases"


def test_a_child_inherits_the_shell_but_not_its_settings(folder, monkeypatch):
    monkeypatch.setenv("TILTS_LOG__PARTITIONS", "3")
    monkeypatch.setenv("TILTS_CI_RUN", "mark")
    values = made(folder)
    monkeypatch.setenv("TILTS_LOG__PARTITIONS", "9")
    child = of_process(values, ["intake", "cases"])
    assert child["TILTS_LOG__PARTITIONS"] == "3"
    assert child["TILTS_CI_RUN"] == "mark"
    assert "PATH" in child


def test_a_day_has_a_clock_of_its_own_that_catches_up(folder):
    settings = Settings.load("liepaja", with_clock(made(folder), 1000, timedelta(seconds=30)))
    clock = settings.calendar.clock()
    assert isinstance(clock, PacedClock)
    assert clock.now() < settings.calendar.pace_until - timedelta(hours=8)
