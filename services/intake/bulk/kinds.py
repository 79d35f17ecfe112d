"""What can be imported: which columns a file has, which contract judges a row, and which command it becomes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError

from services.intake.domain.people.entering import PersonListed
from services.intake.domain.registers.counts import Figure
from shared.contracts.errors import InvalidData, without_values
from shared.contracts.partner import ReferralSubmitted
from shared.tabular.columns import Column, columns

MESSAGE = Column(("message",), "string", meaning="The row's own id; by Kafka `ce_id`, by HTTP `Idempotency-Key`.")
_PERSON = {
    "vārds": "given_name", "uzvārds": "family_name", "personas_kods": "personal_code",
    "dzimšanas_datums": "birth_date", "adrese": "address", "tālrunis": "phone",
    "personas_id_pie_sūtītāja": "partner_person_id", "pazīmes": "description",
    "deklarētā_teritorija": "declared_residence", "faktiskā_teritorija": "actual_residence",
}  # fmt: skip


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

    def read(self, body: bytes) -> Any:
        """The row as its contract. Raises InvalidData, which quotes nothing."""
        try:
            return self._reading(body)
        except ValidationError as error:
            raise InvalidData(self.command, without_values(error)) from None

    @property
    def _reading(self) -> Callable[[bytes], Any]:
        if issubclass(self.contract, ReferralSubmitted):
            return self.contract.read
        return lambda body: self.contract.model_validate_json(body, strict=True)

    @property
    def takes_message(self) -> bool:
        return MESSAGE in self.columns


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found = (
        Kind(
            "referrals", ReferralSubmitted, "referral-row", (MESSAGE, *_columns(ReferralSubmitted)),
            {
                "ziņojuma_id": "message", "numurs": "reference", "veids": "kind", "vajadzības": "needs",
                **{alias: f"subject.{name}" for alias, name in _PERSON.items()},
                "ziņotāja_vārds": "reporter.given_name", "ziņotāja_uzvārds": "reporter.family_name",
                "ziņotāja_loma": "reporter.role", "ziņotāja_tālrunis": "reporter.phone",
                "ziņotājs_aizsargāts": "reporter.protected", "apraksts": "narrative", "kad_noticis": "occurred_at",
                "steidzami": "urgent",
            },
            own_id="reference", partner_command="partner-referral-row",
        ),
        Kind(
            "people", PersonListed, "person-row", (MESSAGE, *_columns(PersonListed)),
            {
                "ziņojuma_id": "message", **_PERSON, "mājsaimniecība": "household",
                "loma_mājsaimniecībā": "household_role",
            },
            own_id="partner_person_id",
        ),
        Kind(
            "register", Figure, "figure-row", _columns(Figure),
            {
                "mērķgrupa": "target_group", "skaits": "count", "avots": "source", "datums": "counted_on",
                "teritorija": "territory", "citēts": "quoted", "piezīme": "note",
            },
        ),
    )  # fmt: skip
    return {kind.name: kind for kind in found}


def _columns(contract: type[BaseModel]) -> tuple[Column, ...]:
    return columns(contract.model_json_schema())
