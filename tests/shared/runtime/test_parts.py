"""The parts of a service: one that ends is begun again, one that fails says why, and all of them end at once."""

import asyncio

import pytest

from shared.runtime.parts import Parts
from shared.stream.errors import Transient


@pytest.fixture
async def parts():
    parts = Parts("intake")
    yield parts
    await parts.stop()


async def test_a_part_that_ends_is_begun_again(parts):
    begun, third = [], asyncio.Event()

    async def part():
        begun.append(1)
        if len(begun) == 3:
            third.set()
        await asyncio.sleep(0)

    parts.keep("part", part)
    async with asyncio.timeout(5):
        await third.wait()
    assert len(begun) >= 3


async def test_a_part_that_fails_says_why_until_it_has_succeeded(parts):
    failures = [Transient("the log of cases does not answer"), ValueError("a name, perhaps")]
    seen = []

    async def part():
        seen.append(dict(parts.troubles))
        if failures:
            raise failures.pop(0)

    await parts.through("catching up", part)
    assert seen == [{}, {"catching up": "the log of cases does not answer"}, {"catching up": "ValueError"}]
    assert parts.troubles == {}


async def test_all_parts_end_at_once_wherever_they_stand(parts):
    ended = []

    async def part(name):
        try:
            await asyncio.Event().wait()
        finally:
            ended.append(name)

    parts.keep("one", lambda: part("one"))
    parts.run(part("another"))
    await asyncio.sleep(0)
    await parts.stop()
    assert sorted(ended) == ["another", "one"]
