"""What the API shows of units and staff. Nobody's name: staff are codes."""

from uuid import UUID

from services.cases.api.shape import View
from shared.contracts.codes import StaffRole


class UnitView(View):
    """A unit."""

    id: UUID
    code: str
    label_lv: str
    label_en: str
    active: bool


class StaffView(View):
    """A member of staff, with how much they carry."""

    id: UUID
    code: str
    unit: UUID
    role: StaffRole
    absent: bool
    open_cases: int
