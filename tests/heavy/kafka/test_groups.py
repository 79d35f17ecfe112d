"""Replicas that share the work: whoever joins, leaves or dies under load, each message leads to everything once."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from confluent_kafka.admin import AdminClient

from tests.faults.conftest import fresh

pytestmark = pytest.mark.asyncio(loop_scope="session")

_SERVICES = 4


@asynccontextmanager
async def load(municipality):
    """The partner goes on sending while the block runs."""
    enough = asyncio.Event()

    async def send() -> None:
        while not enough.is_set():
            await municipality.send(fresh(5))
            await asyncio.sleep(0.3)

    sending = asyncio.create_task(send())
    try:
        yield
    finally:
        enough.set()
        await sending


def shares(municipality) -> list[list[int]]:
    """How many partitions each member has, for each service's group that is not just changing hands."""
    admin = AdminClient({"bootstrap.servers": municipality.broker.bootstrap})
    names = [group.group_id for group in admin.list_consumer_groups().result().valid]
    groups = [found.result() for found in admin.describe_consumer_groups(names).values()]
    return [
        [len(member.assignment.topic_partitions) for member in group.members]
        for group in groups
        if group.state.name == "STABLE"
    ]


async def shared_by(municipality, replicas: int) -> None:
    def are() -> bool:
        found = shares(municipality)
        return len(found) == _SERVICES and all(len(s) == replicas and all(s) for s in found)

    await municipality.until(are, 40, lambda: f"{shares(municipality)} {municipality.replicas[-1].log_tail()}")


async def test_one_joins_under_load_and_takes_its_share(municipality):
    async with load(municipality):
        await municipality.start(replica=1)
        await shared_by(municipality, 2)
    assert (await municipality.settled()).findings == []


@pytest.mark.parametrize("end", ["stop", "kill"])
async def test_one_leaves_under_load_and_the_other_takes_over(municipality, end):
    async with load(municipality):
        if not municipality.replicas[1].alive:
            await municipality.start(replica=1)
        await shared_by(municipality, 2)
        await getattr(municipality, end)(replica=1)
        await shared_by(municipality, 1)
    assert (await municipality.settled()).findings == []
