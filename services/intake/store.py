"""Intake's tables, in the order in which their rows are locked. The only writer."""

from services.intake.domain.people import Letter, Person, PersonKey
from services.intake.domain.referral import Referral
from services.intake.domain.rules import NumberSeries
from shared.database.table import Table, Tables

TABLES = Tables(
    (
        Table(PersonKey, "person_key"),
        Table(Person, "person"),
        Table(Referral, "referral"),
        Table(Letter, "letter"),
        Table(NumberSeries, "number_series"),
    )
)
