"""A flat of a social house (row 48), and a room of the house for older people (row 49), are places like any other.

The tenancy is the service that was started: from `started_at` until its contract ends (`ends_at`), renewed in its own
flat by a request that renews it.
"""

from datetime import timedelta

import pytest

from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.places import using
from shared.contracts.catalogue_codes import CapacityPart
from shared.contracts.request_codes import InterruptionReason, ServiceEndReason
from shared.settings.catalogue import offer_id
from tests.services.cases.places.life import (
    GRANTED,
    accept,
    act,
    begun,
    clocks_of,
    decide,
    end,
    fire,
    offer,
    one,
    request,
    start,
    tasks,
    waiting,
)
from tests.services.cases.samples import MONDAY, RULES

YEAR = timedelta(days=365)


def moved_in(memory, name: str):
    """Somebody who has a flat for a year."""
    id = waiting(memory, name)
    offer(memory), accept(memory, id)
    return id, start(memory, id, ends_at=MONDAY + YEAR)


@pytest.mark.parametrize(
    ("service", "places"),
    [("sociala-maja", [f"sociala-maja-{n}" for n in range(1, 5)]), ("veco-lauzu-maja", ["veco-lauzu-maja"])],
)
def test_each_house_has_flats_that_are_counted(service, places):
    offers = {offer_id("liepaja", service, place) for place in places}
    assert offers <= {entry.id for entry in RULES.catalogue if isinstance(entry, ServiceAtLocation)}
    counted = [capacity.at(CapacityPart.PLACES, MONDAY).count for capacity in RULES.capacities if capacity.id in offers]
    assert len(counted) == len(places) and min(counted) > 0


def test_a_contract_that_runs_out_is_a_task_and_is_renewed_in_the_same_flat_while_others_wait():
    memory = begun(places=1)
    tenant, began = moved_in(memory, "Anna")
    other = waiting(memory, "Jānis")
    (clock,) = [timer for timer in clocks_of(began) if timer.due == MONDAY + YEAR - timedelta(days=30)]
    fire(memory, clock)
    assert ("service_renewal", "open") in tasks(memory)
    renewal = request(memory, "Anna", clock.due, renews=tenant)
    decide(memory, renewal, GRANTED, ends_at=MONDAY + 2 * YEAR, at=clock.due)
    flat = one(memory, renewal)
    assert (flat.state, flat.ends_at, one(memory, tenant).ended_for) == ("started", MONDAY + 2 * YEAR, "renewed")
    assert one(memory, other).state == "waiting"


def test_a_tenant_in_hospital_keeps_the_flat_and_one_who_moves_away_leaves_it_to_whoever_is_next():
    memory = begun(places=1)
    tenant, _ = moved_in(memory, "Anna")
    other = waiting(memory, "Jānis")
    act(memory, tenant, lambda line, seen: using.interrupt(line, seen, InterruptionReason.IN_HOSPITAL), MONDAY)
    assert [one(memory, id).state for id in (tenant, other)] == ["interrupted", "waiting"]
    end(memory, tenant, reason=ServiceEndReason.MOVED_AWAY, result="not_assessed")
    assert [one(memory, id).state for id in (tenant, other)] == ["ended", "offered"]
