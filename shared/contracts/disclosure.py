"""Which fields about a person each field set lets a notice carry: all that an agency can ever be told of them."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts.codes import FieldSet

_IDENTITY = frozenset({"given_name", "family_name", "personal_code", "birth_date"})
_CONTACT = frozenset({"given_name", "family_name", "address", "phone"})

DISCLOSED: Mapping[FieldSet, frozenset[str]] = MappingProxyType(
    {
        FieldSet.NONE: frozenset(),
        FieldSet.IDENTITY: _IDENTITY,
        FieldSet.CONTACT: _CONTACT,
        FieldSet.IDENTITY_AND_CONTACT: _IDENTITY | _CONTACT,
    }
)
