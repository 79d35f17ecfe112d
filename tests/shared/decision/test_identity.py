"""Derived ids are RFC 9562's version 5, whatever computes them: stored ids must come out the same for ever."""

from uuid import NAMESPACE_URL, UUID, uuid4, uuid5

import pytest

from shared.decision import FastUUID, derived

SOME = UUID("0198c5a1-7f3e-5c2a-9d41-5b8e0a6f2c17")


@pytest.mark.parametrize("namespace", [NAMESPACE_URL, SOME, FastUUID(SOME.bytes), UUID(int=0)])
@pytest.mark.parametrize("name", ["", "referral", "lv.tilts.intake.referral-received.v1/Ģertrūde/0", "x" * 300])
def test_an_id_is_the_one_that_the_standard_library_derives(namespace, name):
    assert derived(namespace, name) == uuid5(UUID(bytes=namespace.bytes), name)


def test_a_fast_uuid_is_a_uuid_in_all_that_is_done_with_one():
    plain = uuid4()
    fast = FastUUID(plain.bytes)
    assert isinstance(fast, UUID)
    assert (fast, hash(fast), str(fast)) == (plain, hash(plain), str(plain))
    assert (fast.int, fast.bytes) == (plain.int, plain.bytes)
    assert {plain: "found"}[fast] == "found"
    assert sorted([fast, SOME]) == sorted([plain, SOME])
