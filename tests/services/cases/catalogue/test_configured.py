"""The catalogue comes from the file: what is new or different is a fact once, and the log gives it back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.cases.domain.catalogue.configured import configure
from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.words import Words
from services.cases.handlers import REPLAYED
from shared.contracts.catalogue_codes import ServiceStatus
from shared.contracts.registry import decode
from tests.services.cases.catalogue.samples import of
from tests.services.cases.samples import MONDAY
from tests.services.memory import Memory, cause

DOBELE = of("dobele")
LATER = MONDAY + timedelta(days=1)


def brought_in(memory: Memory, wanted: tuple, at=MONDAY) -> tuple:
    return memory.take([(type(one), one.id) for one in wanted], lambda world: configure(world, wanted, at)).facts


def changed(kind: type, code: str, **values) -> tuple:
    """The file, with one entry of another kind."""
    return tuple(
        replace(one, **values) if isinstance(one, kind) and one.code == code else one for one in DOBELE
    )  # fmt: skip


def test_every_entry_is_told_and_starting_again_says_nothing():
    memory = Memory(None)
    told = [fact.type.split(".")[3] for fact in brought_in(memory, DOBELE)]
    assert {type: told.count(type) for type in told} == {
        "organization-changed": 5, "catalogue-changed": 9, "service-place-changed": 9,
    }  # fmt: skip
    assert brought_in(memory, DOBELE, LATER) == ()
    assert {one.changed_at for one in memory.of(Service)} == {MONDAY}


@pytest.mark.parametrize(
    ("file", "told"),
    [
        (changed(Service, "psihologs", status=ServiceStatus.TEMPORARILY_CLOSED), ["catalogue-changed"]),
        (changed(Location, "lielauce", name=Words("Lielauces pils")), ["service-place-changed"]),
        (changed(Location, "jaunatnes-centrs", restricted=True), ["service-place-changed"] * 3),
        (changed(Location, "lielauce", address="Cita iela 1"), []),
        (changed(Service, "psihologs", short=Words("Cits teksts")), []),
    ],
    ids=["a service closes", "a place is called otherwise", "a place is restricted", "an address", "a text"],
)
def test_what_is_different_is_said_and_kept_and_texts_and_addresses_stay_here(file, told):
    memory = Memory(None)
    brought_in(memory, DOBELE)
    facts = brought_in(memory, file, LATER)
    assert [fact.type.split(".")[3] for fact in facts] == told
    assert sum(one.changed_at == LATER for one in (*memory.of(Service), *memory.of(Location))) == 1


def test_nothing_ends_because_the_file_names_it_no_more():
    memory = Memory(None)
    brought_in(memory, DOBELE)
    assert brought_in(memory, ()) == ()
    assert len(memory.of(Service)) == 9


def test_own_facts_replayed_and_a_start_give_the_catalogue_back_without_saying_it_again():
    memory, restored = Memory(None), Memory(None)
    brought_in(memory, DOBELE)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert brought_in(restored, DOBELE, MONDAY) == ()
    assert [replace(one, version=1) for one in restored.of(Service)] == memory.of(Service)
    assert [replace(one, version=1) for one in restored.of(Location)] == memory.of(Location)
