"""A kind of file: which columns it has, which contract judges a row, and which command of the service a row becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from shared.bulk.whole import Whole
from shared.contracts.contract import Contract
from shared.contracts.errors import InvalidData, without_values
from shared.decision import Refusal
from shared.tabular.columns import Column, columns

MESSAGE = Column(("message",), "string", meaning="The row's own id; by Kafka `ce_id`, by HTTP `Idempotency-Key`.")


@dataclass(frozen=True)
class Kind:
    """One kind of file. `command` is its name among the service's commands, `own_id` the field that names a row where
    nobody gave it a message id. `aliases` are other names of columns, `name` what people call the kind."""

    name: str
    contract: type[BaseModel]
    command: str
    columns: tuple[Column, ...]
    aliases: Mapping[str, str]
    own_id: str | None = None
    partner_command: str | None = None
    """The command of a row that a partner has sent; none where partners send none."""
    whole: Whole | None = None
    """How the service lets go what such a file does not have, where it may be the whole list."""
    reused: Callable[[], Refusal] | None = None
    """What the service says to an id that stood for something else before; none where rows have no id of their own."""

    def read(self, body: bytes) -> Any:
        """The row as its contract. Raises InvalidData, which quotes nothing."""
        try:
            return self._reading(body)
        except ValidationError as error:
            raise InvalidData(self.command, without_values(error)) from None

    @property
    def _reading(self) -> Callable[[bytes], Any]:
        if issubclass(self.contract, Contract):
            return self.contract.read
        return lambda body: self.contract.model_validate_json(body, strict=True)

    @property
    def takes_message(self) -> bool:
        return MESSAGE in self.columns


def columns_of(contract: type[BaseModel]) -> tuple[Column, ...]:
    """The columns of a file whose rows are of this contract."""
    return columns(contract.model_json_schema())
