"""The collector leaves batches alone and still finds what only it can."""

import asyncio
import gc
import weakref

import pytest

from shared.runtime import garbage


@pytest.fixture(autouse=True)
def settled():
    before = gc.get_threshold()
    garbage.settle()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


class Knot:
    """An object that only the collector can free."""

    def __init__(self):
        self.me = self


def test_a_batch_in_flight_is_not_walked():
    runs = [generation["collections"] for generation in gc.get_stats()]
    batch = [[number] for number in range(100_000)]
    assert [generation["collections"] for generation in gc.get_stats()] == runs, len(batch)


async def test_what_hangs_together_is_freed_by_the_clock(monkeypatch):
    monkeypatch.setattr(garbage, "_INTERVAL", 0.0)
    knot = weakref.ref(Knot())
    collecting = asyncio.create_task(garbage.collect())
    while knot() is not None:
        await asyncio.sleep(0)
    collecting.cancel()
    assert knot() is None
