"""Intake's log over HTTP, for the services that miss something: facts in order, and nothing that a partner is told."""

import pytest

from shared.stream.pull import Page
from tests.services.intake.samples import POLICE, SCHOOL, body
from tests.services.running import CASES, INESE, LIGITA, Caller, facts, partner

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARTITIONS = range(6)


@pytest.fixture
def cases(intake) -> Caller:
    return Caller(intake, CASES)


async def everything(caller: Caller, limit: int) -> list[str]:
    """The facts of all partitions, page by page; each partition without a gap."""
    found = []
    for partition in PARTITIONS:
        position = 0
        while True:
            answer = await caller.get(f"/log/{partition}", after=position, limit=limit)
            page = Page.model_validate_json(answer.content)
            assert [fact.position for fact in page.facts] == list(range(position + 1, position + 1 + len(page.facts)))
            found += [fact.type for fact in page.facts]
            if not page.facts:
                assert page.head == position
                break
            position = page.facts[-1].position
    return sorted(type.removeprefix("lv.tilts.intake.").removesuffix(".v1") for type in found)


@pytest.mark.parametrize("limit", [1, 500])
async def test_the_whole_log_can_be_read_page_by_page(intake, cases, limit):
    await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    await Caller(intake, partner(POLICE)).do("/v1/referrals", body(kind="police.family_violence"))
    assert await everything(cases, limit) == sorted(await facts(intake))


async def test_there_is_no_such_partition(cases):
    answer = await cases.get("/log/17")
    assert (answer.status_code, answer.json()["detail"]) == (404, "The log has no partition 17.")


async def test_receipts_of_partners_are_no_partition_of_it(intake, cases):
    await Caller(intake, partner(SCHOOL)).do("/v1/referrals", body())
    assert {(await cases.get(f"/log/{partition}")).status_code for partition in range(6, 12)} == {404}


@pytest.mark.parametrize("who", [INESE, LIGITA, partner(SCHOOL)], ids=lambda who: min(who.roles))
async def test_people_and_partners_may_not_read_it(intake, who):
    assert (await Caller(intake, who).get("/log/0")).status_code == 403
