"""`tilts up` plays a day whose figures agree with each other, and everything that it left behind agrees as well."""

import json

import httpx
import pytest

from deploy.day.play import chosen
from deploy.day.referrals import referrals
from deploy.day.size import FULL, SMALL
from shared.calendar import SystemClock


@pytest.fixture(scope="module")
def figures(running) -> dict:
    return json.loads((running.folder / "day.json").read_text())


def test_each_step_is_named_with_its_time(running):
    steps = [line.split(" s  ")[1].split(" · ")[0] for line in running.said.splitlines() if " s  " in line]
    assert steps[:5] == ["PostgreSQL", steps[1], "databases", "migrations", "topics"]
    assert "services" in steps


def test_everything_that_was_sent_came_to_something(figures):
    became = sum(figures["accepted"].values()) + sum(figures["declined"].values()) + figures["waiting"]
    assert figures["sent"] == became + sum(figures["rejected"].values()) + figures["repeated"]
    assert figures["sent"] > 30


@pytest.mark.parametrize(
    "what", ["accepted", "rejected", "repeated", "cases", "notices", "urgent", "registered", "to_case", "to_notice"]
)
def test_the_day_has_it_all(figures, what):
    assert figures[what]


def test_referrals_come_by_every_door(figures):
    assert set(figures["by_channel"]) == {"kafka", "http", "phone", "walk_in", "web"}


def test_the_day_s_clock_has_become_the_real_one(running):
    found = {row["what"]: row for row in running.tilts("doctor", "--json").json()}
    assert found["clock"]["found"] == "the machine's"


def test_everything_agrees(running):
    verified = running.tilts("verify", "--json")
    assert (verified.code, verified.json()["findings"]) == (0, [])
    assert verified.json()["facts"] > 100


def test_all_services_are_ready_and_nothing_lags(running):
    status = running.tilts("status", "--json")
    assert status.code == 0
    for service in status.json():
        assert (service["health"], service["diverged"]) == ("ready", None)
        assert service["next"].startswith("tilts ")


def test_the_addresses_answer(running):
    addresses = [word for line in running.said.splitlines() for word in line.split() if word.startswith("http://")]
    assert len(addresses) == 5
    with httpx.Client(trust_env=False, follow_redirects=True, timeout=30) as browser:
        pages = [browser.get(address) for address in addresses]
    assert [page.status_code for page in pages] == [200] * 5
    assert "<svg" in pages[-1].text


def test_a_small_day_is_part_of_the_full_one_with_its_repeats():
    samples = referrals(1, SystemClock().now())
    small = chosen(samples, SMALL.every)
    assert chosen(samples, FULL.every) == samples
    assert 30 < len(small) < len(samples) / 3
    assert any(sample.repeated for sample in small)
    assert any(sample.fault for sample in small)
    assert {sample.message_id for sample in small if sample.repeated} <= {s.message_id for s in small if not s.repeated}
