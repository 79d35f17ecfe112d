"""A boy of 9 waits for sand-play therapy: rooms are there, a psychologist is not. His grandmother's care goes on."""

from tests.story.town import Town, offer

SAND_PLAY = offer("smilsu-spele", "jaunatnes-centrs")
HOME_CARE = offer("aprupe-majas", "pie-klienta")


async def test_a_boy_waits_for_a_psychologist_while_his_grandmothers_home_care_is_renewed_without_a_gap(town: Town):
    # He asks first, a girl a week later. Two rooms are equipped, and nobody works in them: no full house, no way in.
    boy = await town.asks("Rihards", SAND_PLAY, age=9)
    await town.grants(boy)
    await town.days_pass(7)
    girl = await town.asks("Madara", SAND_PLAY, age=7)
    await town.grants(girl)
    there = await town.capacity(SAND_PLAY)
    assert (there["now"]["rooms"]["people"], there["now"]["usable"], there["now"]["is_full"]) == (12, 0, False)
    assert (there["now"]["bottleneck"], there["waiting"], there["expected_days"]) == (["staff"], 2, None)
    assert await town.cannot_offer(SAND_PLAY) == "no-place-free"
    assert await town.stands(boy) == (1, "ready", ["staff"])

    # His grandmother has help at home, for which nobody has to wait: until the beginning of July.
    care = await town.asks("Ausma", HOME_CARE, age=79)
    await town.grants(care)
    assert await town.sees(care, "state") == ("offered",)
    await town.act(care, "accept")
    await town.act(care, "start", ends_at=town.later(100))

    # A psychologist is hired from a Monday in April, for one child at first. Until then nothing changes.
    april = town.later(21)
    await town.says(SAND_PLAY, part="staff", count=1, serves=1, from_at=april)
    there = await town.capacity(SAND_PLAY, at=april)
    assert (there["now"]["usable"], there["then"]["usable"], there["next_change"]) == (0, 1, april)
    await town.days_pass(20)
    assert await town.sees(boy, "state") == ("waiting",)

    # She arrives, and the boy is offered the place by itself. He is ill, and puts it off: he keeps his turn.
    await town.days_pass(1)
    assert (await town.sees(boy, "state"), await town.sees(girl, "state")) == (("offered",), ("waiting",))
    await town.act(boy, "decline", reason="postponed", until=town.later(60))
    assert await town.stands(boy) == (1, "postponed", ["staff"])

    # So the girl is offered it, and comes for six weeks. By how fast places become free the head sees how long whoever
    # asks now is likely to wait.
    assert await town.sees(girl, "state") == ("offered",)
    await town.act(girl, "accept")
    await town.act(girl, "start")
    await town.days_pass(42)
    await town.act(girl, "end", reason="completed", result="partly_met")
    there = await town.capacity(SAND_PLAY)
    assert (there["now"]["free"], there["waiting"], there["expected_days"]) == (1, 1, 365)
    assert await town.cannot_offer(SAND_PLAY) == "nobody-in-line"

    # A month before the grandmother's care runs out it is a task to renew it; it goes on in the same place.
    assert await town.tasks(care) == []
    await town.days_pass(8)
    assert await town.tasks(care) == ["service_renewal"]
    renewed = await town.asks("Ausma", HOME_CARE, age=79, renews=care)
    await town.grants(renewed, ends_at=town.later(180))
    (going_on,) = await town.sees(renewed, "started_at")
    assert await town.sees(care, "state", "ended_for", "ended_at") == ("ended", "renewed", going_on)
    assert (await town.sees(renewed, "state"), await town.tasks(care)) == (("started",), [])
    assert (await town.capacity(HOME_CARE))["now"]["used"] == 1

    # The boy is well again: the place is offered to him by itself, and he begins. Of four sessions he misses one.
    await town.days_pass(11)
    assert await town.sees(boy, "state") == ("offered",)
    await town.act(boy, "accept")
    await town.act(boy, "start")
    mondays = {"weekdays": [1], "at": "15:00", "first": "2026-06-15", "count": 4, "minutes": 50}
    sessions = await town.plans_sessions(boy, SAND_PLAY, mondays)
    for session, result in zip(sessions, ("came", "came", "excused", "came"), strict=True):
        await town.holds(session, result)
    assert await town.came(boy) == (3, 1, 150)
    await town.act(boy, "end", reason="completed", result="goals_met")
    assert await town.sees(boy, "state", "result") == ("ended", "goals_met")

    assert await town.told(boy) == [
        "service-requested", "service-decided", "place-offered", "place-declined", "place-offered", "place-accepted",
        "service-started", "service-ended",
    ]  # fmt: skip
    assert await town.told(care) == [
        "service-requested", "service-decided", "place-offered", "place-accepted", "service-started",
        "service-renewal-due", "service-ended",
    ]  # fmt: skip
    assert await town.told(renewed) == ["service-requested", "service-decided", "service-started"]
