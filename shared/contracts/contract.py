"""What facts and edge messages have in common: a type name, a version, a key, and one way to bytes and back.

Whoever builds one may not invent fields (`extra="forbid"`); whoever reads one ignores fields it does not know yet, so
that a producer may add a field before its readers learn of it.
"""

from typing import ClassVar, Self

from pydantic import ConfigDict

from shared.described import Described


class Contract(Described):
    """A versioned message. Declare it as `class X(Fact, type="kebab-name", version=1, key="field", …)`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    type: ClassVar[str]
    """The full CloudEvents type, e.g. `lv.tilts.intake.referral-received.v1`."""
    version: ClassVar[int]
    publisher: ClassVar[str]
    """The module the contract lives in: a service, `stream` (any service) or `partner` (the edge). A base of contracts
    that live in a module of another name says whose they are."""
    key_fields: ClassVar[tuple[str, ...]]

    def __init_subclass__(
        cls, *, type: str = "", version: int = 0, key: str | tuple[str, ...] = (), **declared
    ) -> None:
        super().__init_subclass__(**declared)
        if not type:
            return  # a common base of several contracts, itself never sent
        cls.version = version
        if not hasattr(cls, "publisher"):
            cls.publisher = cls.__module__.removeprefix("shared.contracts.").partition(".")[0]
        cls.type = f"lv.tilts.{cls.publisher}.{type}.v{version}"
        cls.key_fields = (key,) if isinstance(key, str) else tuple(key)

    @property
    def key(self) -> str:
        """What orders this message against others: the first key field that is set. Raises ValueError if none is."""
        for name in self.key_fields:
            if (value := getattr(self, name)) is not None:
                return str(value)
        raise ValueError(f"{self.type} needs one of {', '.join(self.key_fields)}: without it the message has no order.")

    def encode(self) -> bytes:
        """The JSON body, UTF-8; fields without a value are left out."""
        return self.__pydantic_serializer__.to_json(self, exclude_none=True)

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Validate a JSON body, ignoring unknown fields.

        Raises pydantic.ValidationError, which quotes the input: use `registry.decode` where its text could get out.
        """
        return cls.model_validate_json(data, strict=True, extra="ignore")
