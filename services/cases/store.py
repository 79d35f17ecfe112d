"""The tables of cases, in the order in which their rows are locked. The only writer."""

from services.cases.domain.activities.activity import Activity
from services.cases.domain.answer import AgencyAnswer
from services.cases.domain.assessments.assessment import Assessment
from services.cases.domain.attendance.attendance import Attendance
from services.cases.domain.attendance.session import Session
from services.cases.domain.benefits.benefit import Benefit
from services.cases.domain.capacity.capacity import Capacity
from services.cases.domain.case import Case
from services.cases.domain.caseload.distance import CaseDistance
from services.cases.domain.caseload.wellbeing import TeamEvent
from services.cases.domain.catalogue.location import Location
from services.cases.domain.catalogue.organization import Organization
from services.cases.domain.catalogue.service import Service
from services.cases.domain.catalogue.service_at_location import ServiceAtLocation
from services.cases.domain.conferences.conference import Conference, Resolution
from services.cases.domain.consents.consent import Consent
from services.cases.domain.consents.sharing import Sharing
from services.cases.domain.contacts.contact import Contact
from services.cases.domain.contacts.note import Note
from services.cases.domain.contacts.outreach import Outreach, Target
from services.cases.domain.documents.document import Document, StoredFile
from services.cases.domain.documents.issue import DocumentSeries
from services.cases.domain.homecare.entry import CareEntry
from services.cases.domain.homecare.plan import CarePlan
from services.cases.domain.mode import Periods
from services.cases.domain.mode.emergency import EmergencyMode
from services.cases.domain.participants.grant import Grant
from services.cases.domain.participants.participant import Participant
from services.cases.domain.places.covering import RequestOffer
from services.cases.domain.places.front import Front, InLine
from services.cases.domain.places.leaving import OfCase
from services.cases.domain.places.queue import Queue
from services.cases.domain.plans.crisis import CrisisPlan
from services.cases.domain.plans.plan import Plan
from services.cases.domain.plans.recommendation import Recommendation
from services.cases.domain.referral import ReferralCase
from services.cases.domain.requests.request import ServiceRequest
from services.cases.domain.shelter.night import Guest, Night
from services.cases.domain.tasks.task import Task, TaskNote
from services.cases.domain.units.names import StaffName
from services.cases.domain.units.staff import Staff
from services.cases.domain.units.training import Training
from services.cases.domain.units.tree import UnitTree
from services.cases.domain.units.unit import Unit
from services.cases.domain.visits.visit import Visit
from services.cases.queries import front
from shared.database.table import Found, Table, Tables
from shared.partnership import Partner

TABLES = Tables(
    (
        Table(Partner, "partner"),
        Table(Periods, "service_mode", read_only=True),
        Table(EmergencyMode, "service_mode"),
        Table(UnitTree, "unit_tree"),
        Table(Unit, "unit"),
        Table(Staff, "staff"),
        Table(StaffName, "staff_name"),
        Table(Training, "training"),
        Table(Organization, "organization"),
        Table(Location, "location"),
        Table(Service, "service"),
        Table(ServiceAtLocation, "service_at_location"),
        Table(RequestOffer, "service_request", read_only=True),
        Table(Capacity, "capacity"),
        Table(Queue, "place_queue"),
        Table(Night, "shelter_night"),
        Table(Guest, "shelter_guest"),
        Found(Front, "service_request", query=front.FRONT),
        Found(InLine, "service_request", query=front.IN_LINE),
        Found(OfCase, "service_request", query=front.OF_CASE),
        Table(ReferralCase, "referral_case"),
        Table(DocumentSeries, "document_series"),
        Table(Case, "social_case"),
        Table(CaseDistance, "case_distance"),
        Table(TeamEvent, "team_event"),
        Table(Visit, "visit"),
        Table(Contact, "contact"),
        Table(Outreach, "outreach"),
        Table(Target, "outreach_target"),
        Table(Conference, "conference"),
        Table(Resolution, "conference_resolution"),
        Table(Activity, "activity"),
        Table(Note, "note"),
        Table(Consent, "consent"),
        Table(Sharing, "sharing"),
        Table(Assessment, "assessment"),
        Table(Plan, "plan"),
        Table(Recommendation, "recommendation"),
        Table(CrisisPlan, "crisis_plan"),
        Table(Document, "document"),
        Table(StoredFile, "stored_file"),
        Table(ServiceRequest, "service_request"),
        Table(Benefit, "benefit"),
        Table(Session, "session"),
        Table(Attendance, "attendance"),
        Table(CarePlan, "care_plan"),
        Table(CareEntry, "care_entry"),
        Table(Task, "task"),
        Table(TaskNote, "task_note"),
        Table(Participant, "participant"),
        Table(Grant, "case_grant"),
        Table(AgencyAnswer, "agency_answer"),
    )
)
