"""The tables of cases, in the order in which their rows are locked. The only writer."""

from services.cases.domain.case import Case
from services.cases.domain.mode import Periods
from services.cases.domain.mode.emergency import EmergencyMode
from services.cases.domain.referral import ReferralCase
from services.cases.domain.tasks.task import Task, TaskNote
from services.cases.domain.units.staff import Staff, Unit
from services.cases.domain.visits.visit import Visit
from shared.database.table import Table, Tables

TABLES = Tables(
    (
        Table(Periods, "service_mode", read_only=True),
        Table(EmergencyMode, "service_mode"),
        Table(Unit, "unit"),
        Table(Staff, "staff"),
        Table(ReferralCase, "referral_case"),
        Table(Case, "social_case"),
        Table(Visit, "visit"),
        Table(Task, "task"),
        Table(TaskNote, "task_note"),
    )
)
