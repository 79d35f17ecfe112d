"""What the API takes and shows of recommendations, crisis plans and practice."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, Field, StrictBool, StringConstraints

from services.cases.api.shape import View, taking
from shared.contracts.plan_codes import RecommendationCode, RecommendationOutcome
from shared.contracts.text import line, prose
from shared.http.written import Day

Phone = Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ()-]{1,28}[0-9]$")]


class Recommend(BaseModel):
    """What is recommended, to whom, and when somebody asks what became of it."""

    model_config = taking(code="home_safety", words="A smoke detector in the hall.", follow_up_on="2126-04-02")

    code: RecommendationCode
    words: prose(1_000) | None = None
    subject: UUID | None = None
    """To whom; none for the whole household."""
    follow_up_on: Day


class FollowUp(BaseModel):
    """What became of it."""

    model_config = taking(outcome="followed")

    outcome: RecommendationOutcome


class RecommendationView(View):
    """A recommendation, without its words."""

    id: UUID
    case_id: UUID
    code: RecommendationCode
    staff: UUID
    given_at: datetime
    follow_up_on: date
    subject: UUID | None
    outcome: RecommendationOutcome | None
    followed_up_at: datetime | None
    version: int
    """Send it as If-Match with the follow-up."""


class RecommendationEntry(RecommendationView):
    """A recommendation with its words."""

    words: str | None


class CallGiven(BaseModel):
    """Somebody to call."""

    model_config = taking(who="Crisis centre", phone="+371 20000000", round_the_clock=True)

    who: line(200)
    phone: Phone
    round_the_clock: StrictBool


class CrisisGiven(BaseModel):
    """What a crisis plan says. At least one of the calls is answered round the clock."""

    model_config = taking(
        warning_signs=["Stops sleeping."], what_helps=["A walk with her sister."], safe_place="The sister's flat",
        calls=[{"who": "Crisis centre", "phone": "+371 20000000", "round_the_clock": True}],
    )  # fmt: skip

    warning_signs: list[line(300)] = Field(min_length=1, max_length=20)
    what_helps: list[line(300)] = Field(min_length=1, max_length=20)
    calls: list[CallGiven] = Field(min_length=1, max_length=10)
    safe_place: line(300) | None = None


class CrisisBegun(CrisisGiven):
    """The crisis plan of one person."""

    model_config = taking(
        subject="019c0b6e-41c7-7a10-8f3e-5d2b9a7c1e02", warning_signs=["Stops sleeping."],
        what_helps=["A walk with her sister."],
        calls=[{"who": "Crisis centre", "phone": "+371 20000000", "round_the_clock": True}],
    )  # fmt: skip

    subject: UUID


class CrisisView(View):
    """That a crisis plan was written."""

    id: UUID
    case_id: UUID
    subject: UUID
    written_by: UUID
    written_at: datetime
    version: int
    """Send it as If-Match with the next change."""


class CallView(View):
    """Somebody to call."""

    who: str
    phone: str
    round_the_clock: bool


class WholeCrisisPlan(CrisisView):
    """A crisis plan, whole: nothing else need be asked for in a crisis."""

    warning_signs: list[str]
    what_helps: list[str]
    calls: list[CallView]
    safe_place: str | None
    emergency: str
    """The number for whoever is in danger now."""


class PracticeRow(View):
    """Cases that are alike: codes, bands, and how they stood before and after. `any`: given up to tell nobody apart."""

    method: str
    area: str
    measure: str
    need: str
    age_band: str
    outcome: str
    duration: str
    visits: str
    quarter: str
    """In which the cases were closed."""
    cases: int
    before: Annotated[float | None, Field(description="Mean; none when too few were measured")]
    after: float | None
