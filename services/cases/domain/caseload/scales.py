"""What the municipality's dated configuration says of who fits a case, in the domain's terms."""

from typing import Protocol

from shared.contracts.codes import StaffRole


class Fit(Protocol):
    """What speaks for giving a case to somebody, in points."""

    code: str
    roles: tuple[StaffRole, ...]
    role: int
    unit: int
    near: int
    training: int
    language: int
    load: int
