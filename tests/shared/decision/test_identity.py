"""Derived ids are RFC 9562's version 5, stored ids must come out the same for ever."""

from uuid import NAMESPACE_URL, UUID, uuid5

import pytest

from shared.decision import derived

SOME = UUID("0198c5a1-7f3e-5c2a-9d41-5b8e0a6f2c17")


@pytest.mark.parametrize("namespace", [NAMESPACE_URL, SOME, UUID(int=0)])
@pytest.mark.parametrize("name", ["", "referral", "lv.tilts.intake.referral-received.v1/Ģertrūde/0", "x" * 300])
def test_an_id_is_the_one_that_the_standard_library_derives(namespace, name):
    assert derived(namespace, name) == uuid5(UUID(bytes=namespace.bytes), name)
