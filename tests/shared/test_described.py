"""The text under an attribute describes it in the JSON Schema, and is read for nothing else."""

from enum import StrEnum

from pydantic import BaseModel, Field

from deploy.services import DEFINITIONS
from shared.described import Described, descriptions


class Colour(StrEnum):
    """Of what colour."""

    RED = "red"


class House(Described):
    colour: Colour
    """Of what colour."""
    roof: Colour
    """What rain meets."""
    doors: int = Field(1, description="As its field says.")
    """Not this."""
    windows: int = Field(2, alias="panes")
    """Where light
    comes in."""
    rooms: int = 3
    "Short."
    garden: bool = False


class Hut(House):
    rooms: int = 1
    beds: int = 1
    """For the night."""

    class Shed(Described):
        tools: int = 0
        """Behind the hut."""


def shown(model: type[BaseModel]) -> dict[str, str]:
    return {
        name: field["description"]
        for name, field in model.model_json_schema()["properties"].items()
        if "description" in field
    }


HOUSE = {
    "roof": "What rain meets.",
    "doors": "As its field says.",
    "panes": "Where light\ncomes in.",
    "rooms": "Short.",
}


def test_each_attribute_is_described_by_the_text_under_it_unless_its_type_says_the_same():
    assert shown(House) == HOUSE


def test_what_a_class_does_not_declare_anew_is_described_as_in_the_class_before():
    described = dict(HOUSE, beds="For the night.")
    del described["rooms"]
    assert shown(Hut) == described


def test_a_class_in_a_class_or_in_a_function_has_its_own_texts():
    class Tent(Described):
        pegs: int = 8
        """Against the wind."""

    assert (shown(Hut.Shed), shown(Tent)) == ({"tools": "Behind the hut."}, {"pegs": "Against the wind."})


def test_a_class_without_source_is_described_by_nothing():
    made = type("Made", (Described,), {"__annotations__": {"it": int}, "__module__": "nowhere"})
    assert descriptions(made) == {}


def test_no_class_of_a_service_has_its_texts_read_at_every_start():
    assert [definition.name for definition in DEFINITIONS.values()]
    made, slow = [BaseModel], []
    while made:
        model = made.pop()
        made += model.__subclasses__()
        if model.model_config.get("use_attribute_docstrings"):
            slow.append(model.__qualname__)
    assert slow == [], "inherit from shared.described.Described in place of use_attribute_docstrings"
