"""The code lists of benefits (pabalsti): whose they are, who grants them, and why one ends."""

from enum import StrEnum


class BenefitFamily(StrEnum):
    """Of which family a benefit is."""

    MUNICIPAL = "municipal"
    """Social assistance of the municipality (sociālā palīdzība)."""
    STATE = "state"
    """A benefit of the state (valsts pabalsts)."""
    MATERIAL_AID = "material_aid"
    """Goods instead of money (materiālais atbalsts)."""


class BenefitGrantor(StrEnum):
    """Who grants a benefit: this municipality, the one where they lived before, the state, or somebody else."""

    MUNICIPALITY = "municipality"
    ANOTHER_MUNICIPALITY = "another_municipality"
    STATE = "state"
    ORGANISATION = "organisation"


class BenefitEndReason(StrEnum):
    """Why a benefit is received no longer."""

    NOT_ENTITLED = "not_entitled"
    CLIENT_REFUSED = "client_refused"
    REPLACED = "replaced"
    MOVED_AWAY = "moved_away"
    DIED = "died"
    ENTERED_IN_ERROR = "entered_in_error"
    OTHER = "other"
