"""An import that is killed and run again takes each row once, and forgets none."""

import pytest

from tests.faults.conftest import fresh
from tests.faults.imports import Import

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize("kills", [(1,), pytest.param((0, 0, 1), marks=pytest.mark.long)])
async def test_an_import_killed_while_the_partner_sends_the_same(municipality, tmp_path, kills):
    ids = fresh(620)
    one = Import(municipality, tmp_path / "rows.csv", ids, bad=7)
    one.write()
    killed_in_the_middle = []
    for certain in kills:
        await one.start()
        await one.until_certain(certain)
        killed_in_the_middle.append(await one.kill())
    await municipality.send(ids[-30:])
    await one.start()
    assert await one.ended() == 1, one.log_tail()
    assert all(killed_in_the_middle)
    assert await one.sums() == (627, 620, 7)
    assert (len(one.rejected), one.rejected) == (7, sorted(one.rejected, key=int))
    assert (await municipality.settled(60)).findings == []
