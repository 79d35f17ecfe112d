"""A body of which every field may be left out, but not all: what is left out stays, null means that there is none."""

from typing import Any, Self

from pydantic import model_validator

from shared.described import Described


class Partial(Described):
    """Base of such a body. Say `minProperties: 1` in its description as well."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("says nothing; give at least one field")
        return self

    def changes(self) -> dict[str, Any]:
        """The fields that were given, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set}
