"""An actor cannot contradict itself."""

import pytest

from shared.security import Actor, Purpose, Role


def social_worker(**other) -> Actor:
    return Actor(**{"id": "ilze", "roles": frozenset({Role.SOCIAL_WORKER}), "purpose": Purpose.CASE_WORK, **other})


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"id": ""}, "needs an id"),
        ({"roles": frozenset()}, "has no role"),
        ({"purpose": Purpose.AUDIT}, "may not claim the purpose audit; its roles allow case_work, notice"),
        ({"partner": "police"}, "role partner or provider and the code of the partner go together"),
        ({"service": "cases"}, "role service and the code of the service go together"),
        ({"identity": "PNOLV-161175-19997"}, "only a resident has a verified identity"),
        (
            {"roles": frozenset({Role.PARTNER}), "purpose": Purpose.PARTNER_EXCHANGE},
            "role partner or provider and the code of the partner go together",
        ),
        (
            {"roles": frozenset({Role.PROVIDER}), "purpose": Purpose.SERVICE_PROVISION},
            "role partner or provider and the code of the partner go together",
        ),
    ],
)
def test_a_contradiction_is_refused_with_its_reason(changed, reason):
    with pytest.raises(ValueError, match=reason):
        social_worker(**changed)


def test_an_actor_acts_for_another_purpose_that_its_roles_may_claim():
    assert social_worker().acting_for(Purpose.NOTICE) == social_worker(purpose=Purpose.NOTICE)


def test_an_actor_does_not_act_for_a_purpose_that_its_roles_may_not_claim():
    with pytest.raises(ValueError, match="may not claim the purpose statistics"):
        social_worker().acting_for(Purpose.STATISTICS)


def test_two_roles_may_claim_what_either_may():
    both = social_worker(roles=frozenset({Role.SOCIAL_WORKER, Role.INTAKE_WORKER}))
    assert both.may_claim == {Purpose.CASE_WORK, Purpose.NOTICE, Purpose.INTAKE}


def test_who_a_resident_is_is_not_shown_when_the_actor_is():
    resident = Actor("r1", frozenset({Role.RESIDENT}), Purpose.FEEDBACK, identity="PNOLV-161175-19997")
    assert "161175" not in repr(resident)
