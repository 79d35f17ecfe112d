"""What is known or said of somebody, brought into the form in which it is compared."""

import re
from dataclasses import dataclass
from datetime import date

from shared.matching.folding import fold
from shared.matching.phone import e164

_POSTCODE = re.compile(r"\blv ?[0-9]{4}\b")


@dataclass(frozen=True, slots=True)
class Description:
    """Folded names and address, phone in E.164. Whatever is empty or None is not known."""

    given_name: str = ""
    family_name: str = ""
    personal_code: str | None = None
    birth_date: date | None = None
    phone: str | None = None
    address: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """All words of the name, sorted."""
        return tuple(sorted(f"{self.given_name} {self.family_name}".split()))


def described(
    given_name: str | None = None,
    family_name: str | None = None,
    personal_code: str | None = None,
    birth_date: date | None = None,
    phone: str | None = None,
    address: str | None = None,
) -> Description:
    """The description, from values as somebody wrote them. The postcode is no part of an address: many leave it out."""
    where = " ".join(_POSTCODE.sub(" ", fold(address)).split()) if address else ""
    return Description(
        fold(given_name or ""), fold(family_name or ""), personal_code, birth_date, e164(phone), where
    )  # fmt: skip
