"""The closed list of field types a core fact may use, so that a name cannot slip onto the core bus.

Ids, codes, instants, counts, durations, age bands, flags: nothing that says who somebody is. `CORE_FIELD_TYPES` and
the enums of `codes` are the whole list; a test walks every core contract and fails on anything else, for one on a bare
`str`.
"""

from datetime import UTC, date, datetime
from typing import Annotated, TypeVar
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, PlainSerializer, StringConstraints
from pydantic_core import PydanticCustomError

from shared.described import Described

T = TypeVar("T")

ReferralId = Annotated[UUID, Field(title="ReferralId")]
PersonId = Annotated[UUID, Field(title="PersonId")]
CaseId = Annotated[UUID, Field(title="CaseId")]
VisitId = Annotated[UUID, Field(title="VisitId")]
NoticeId = Annotated[UUID, Field(title="NoticeId")]
UnitId = Annotated[UUID, Field(title="UnitId")]
StaffId = Annotated[UUID, Field(title="StaffId")]
RecordId = Annotated[UUID, Field(title="RecordId")]
HouseholdId = Annotated[UUID, Field(title="HouseholdId")]
AnswerId = Annotated[UUID, Field(title="AnswerId")]
AssessmentId = Annotated[UUID, Field(title="AssessmentId")]
PlanId = Annotated[UUID, Field(title="PlanId")]
RecommendationId = Annotated[UUID, Field(title="RecommendationId")]
TaskId = Annotated[UUID, Field(title="TaskId")]
ParticipantId = Annotated[UUID, Field(title="ParticipantId")]
GrantId = Annotated[UUID, Field(title="GrantId")]
AccountId = Annotated[UUID, Field(title="AccountId")]
"""An account of somebody who is not of the staff; who that is, only the identity provider knows."""
ThingId = Annotated[UUID, Field(title="ThingId")]
"""What a task is about, whatever of the sender's own things that is."""
PeriodId = Annotated[UUID, Field(title="PeriodId")]
ConsentId = Annotated[UUID, Field(title="ConsentId")]
SharingId = Annotated[UUID, Field(title="SharingId")]
DocumentId = Annotated[UUID, Field(title="DocumentId")]
VisitSeriesId = Annotated[UUID, Field(title="VisitSeriesId")]
ContactId = Annotated[UUID, Field(title="ContactId")]
OutreachId = Annotated[UUID, Field(title="OutreachId")]
ConferenceId = Annotated[UUID, Field(title="ConferenceId")]
ActivityId = Annotated[UUID, Field(title="ActivityId")]
FileId = Annotated[UUID, Field(title="FileId")]
ServiceRequestId = Annotated[UUID, Field(title="ServiceRequestId")]
OfferId = Annotated[UUID, Field(title="OfferId")]
"""A service at a location: what a place belongs to."""
ShelterNightId = Annotated[UUID, Field(title="ShelterNightId")]
ShelterGuestId = Annotated[UUID, Field(title="ShelterGuestId")]
"""Somebody in a night shelter, for one night: the next night they have another id."""
BenefitId = Annotated[UUID, Field(title="BenefitId")]
SessionId = Annotated[UUID, Field(title="SessionId")]
SessionSeriesId = Annotated[UUID, Field(title="SessionSeriesId")]
AttendanceId = Annotated[UUID, Field(title="AttendanceId")]
CareEntryId = Annotated[UUID, Field(title="CareEntryId")]
ReminderId = Annotated[UUID, Field(title="ReminderId")]


def _to_utc_milliseconds(instant: datetime) -> datetime:
    """Cut to what travels, so that a fact equals the copy its readers decode."""
    try:
        utc = instant if instant.tzinfo is UTC else instant.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("instant_range", "Lies outside the years 1 to 9999 in UTC.") from None
    finer = utc.microsecond % 1000
    return utc.replace(microsecond=utc.microsecond - finer) if finer else utc


def _to_json(instant: datetime) -> str:
    return instant.isoformat(timespec="milliseconds")[:-6] + "Z"


Instant = Annotated[
    AwareDatetime,
    AfterValidator(_to_utc_milliseconds),
    PlainSerializer(_to_json, return_type=str, when_used="json"),
    Field(title="Instant"),
]
Day = Annotated[date, Field(title="Day")]
Count = Annotated[int, Field(title="Count", ge=0, le=2**53 - 1)]
Minutes = Annotated[int, Field(title="Minutes", ge=0, le=100_000)]
Flag = bool


def _slug(title: str, pattern: str, max_length: int, example: str):
    return Annotated[
        str, StringConstraints(pattern=pattern, max_length=max_length), Field(title=title, examples=[example])
    ]


ReferralNumber = _slug("ReferralNumber", r"^[A-Z]{2,5}-[0-9]{4}-[0-9]{6,9}$", 21, "LPX-2026-000123")
PartnerCode = _slug("PartnerCode", r"^[a-z][a-z0-9-]{1,40}$", 41, "valsts-policija")
DocumentNumber = _slug("DocumentNumber", r"^[A-Z]{2,5}-D-[0-9]{4}-[0-9]{6,9}$", 23, "LPX-D-2026-000012")
ClerkCode = _slug("ClerkCode", r"^[a-z]{1,4}[0-9]{1,6}$", 10, "op17")
"""Who of an agency, by its own code: letters and a number, so that no name fits. Who that is, only the agency knows."""
MunicipalityCode = _slug("MunicipalityCode", r"^[a-z][a-z0-9-]{1,30}$", 31, "liepaja")
RuleCode = _slug("RuleCode", r"^[a-z][a-z0-9-]{1,79}$", 80, "violence-child-in-household")
CampaignCode = _slug("CampaignCode", r"^[a-z][a-z0-9-]{1,60}$", 61, "iedzivotaju-paldies-2025")
AtvkCode = _slug("AtvkCode", r"^[0-9]{7}$", 7, "0005000")
ConsumerName = _slug("ConsumerName", r"^[a-z][a-z0-9-]{1,40}$", 41, "cases")
SourceName = _slug("SourceName", r"^[a-z][a-z0-9.-]{1,119}$", 120, "intake")
RecordType = _slug("RecordType", r"^[a-z][a-z0-9.-]{1,119}$", 120, "lv.tilts.intake.referral-accepted.v1")

Few = Annotated[tuple[T, ...], Field(max_length=100)]
"""A short list; the bound keeps one fact from growing past what the log takes."""


class PublicLabel(Described):
    """A name that is public anyway (a unit, a service, an agency) in three languages; never that of a client."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    lv: Annotated[str, StringConstraints(min_length=1, max_length=120)]
    """In Latvian."""
    en: Annotated[str, StringConstraints(max_length=120)] = ""
    """In English, empty where nobody translated it."""
    lt: Annotated[str, StringConstraints(max_length=120)] = ""
    """In Lithuanian, empty where nobody translated it."""


CORE_FIELD_TYPES = (
    *(ReferralId, PersonId, CaseId, VisitId, NoticeId, UnitId, StaffId, RecordId, HouseholdId, AnswerId),
    *(AssessmentId, PlanId, RecommendationId),
    *(TaskId, ThingId, ParticipantId, GrantId, AccountId),
    *(PeriodId, ConsentId, SharingId, DocumentId, FileId),
    *(VisitSeriesId, ContactId, OutreachId, ConferenceId, ActivityId),
    *(ServiceRequestId, OfferId),
    *(ShelterNightId, ShelterGuestId, BenefitId),
    *(SessionId, SessionSeriesId, AttendanceId, CareEntryId),
    ReminderId,
    *(Instant, Day, Count, Minutes, Flag),
    *(
        ReferralNumber,
        PartnerCode,
        DocumentNumber,
        ClerkCode,
        MunicipalityCode,
        RuleCode,
        CampaignCode,
        AtvkCode,
        ConsumerName,
        SourceName,
        RecordType,
    ),
)
