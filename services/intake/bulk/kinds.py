"""What intake takes from files: which columns they have, which contract judges a row, and which command it becomes."""

from collections.abc import Mapping
from functools import cache

from services.intake.domain.people.entering import PersonListed
from services.intake.domain.register import reused
from services.intake.domain.registers.counts import Figure
from shared.bulk.kind import MESSAGE, Kind, columns_of
from shared.contracts.partner import ReferralSubmitted

_PERSON = {
    "vārds": "given_name", "uzvārds": "family_name", "personas_kods": "personal_code",
    "dzimšanas_datums": "birth_date", "adrese": "address", "tālrunis": "phone",
    "personas_id_pie_sūtītāja": "partner_person_id", "pazīmes": "description",
    "deklarētā_teritorija": "declared_residence", "faktiskā_teritorija": "actual_residence",
}  # fmt: skip


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name."""
    found = (
        Kind(
            "referrals", ReferralSubmitted, "referral-row", (MESSAGE, *columns_of(ReferralSubmitted)),
            {
                "ziņojuma_id": "message", "numurs": "reference", "veids": "kind", "vajadzības": "needs",
                **{alias: f"subject.{name}" for alias, name in _PERSON.items()},
                "ziņotāja_vārds": "reporter.given_name", "ziņotāja_uzvārds": "reporter.family_name",
                "ziņotāja_loma": "reporter.role", "ziņotāja_tālrunis": "reporter.phone",
                "ziņotājs_aizsargāts": "reporter.protected", "apraksts": "narrative", "kad_noticis": "occurred_at",
                "steidzami": "urgent",
            },
            own_id="reference", partner_command="partner-referral-row", reused=reused,
        ),
        Kind(
            "people", PersonListed, "person-row", (MESSAGE, *columns_of(PersonListed)),
            {
                "ziņojuma_id": "message", **_PERSON, "mājsaimniecība": "household",
                "loma_mājsaimniecībā": "household_role",
            },
            own_id="partner_person_id", reused=reused,
        ),
        Kind(
            "register", Figure, "figure-row", columns_of(Figure),
            {
                "mērķgrupa": "target_group", "skaits": "count", "avots": "source", "datums": "counted_on",
                "teritorija": "territory", "citēts": "quoted", "piezīme": "note",
            },
        ),
    )  # fmt: skip
    return {kind.name: kind for kind in found}
