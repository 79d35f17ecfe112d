"""Contacts, campaigns, conferences and activities, rebuilt from the log. Words and decisions of conferences are not."""

from collections.abc import Callable, Iterable

from services.cases.domain.activities import activity
from services.cases.domain.activities.activity import Activity
from services.cases.domain.case import Case
from services.cases.domain.conferences import conference
from services.cases.domain.conferences.conference import Conference
from services.cases.domain.contacts import contact, outreach
from services.cases.domain.contacts.contact import Contact
from services.cases.domain.contacts.outreach import Outreach, Target
from services.cases.domain.rules import Rules
from shared.contracts import contacts as told
from shared.contracts.fact import Fact
from shared.decision import Cause, Decision, Handler, Ref, World


def _contacts(fact: told.ContactRecorded, cause: Cause, rules: Rules) -> Iterable[Ref]:
    corrected = [(Contact, fact.corrects)] if fact.corrects else []
    return [(Case, fact.case), (Contact, fact.contact), *corrected]


def _replay_contact(world: World, fact: told.ContactRecorded, cause: Cause, rules: Rules) -> Decision:
    before = world.get(Contact, fact.corrects) if fact.corrects else None
    kept = (contact.corrected(before, fact.contact),) if before else ()
    return Decision((*contact.counted(world.get(Case, fact.case), fact), *kept, contact.evolve(fact)))


def _targets(fact: told.OutreachListed | told.OutreachTried, cause: Cause, rules: Rules) -> Iterable[Ref]:
    cases = fact.cases if isinstance(fact, told.OutreachListed) else (fact.case,)
    return [(Target, outreach.target_id(fact.outreach, case)) for case in cases]


def _replay_listed(world: World, fact: told.OutreachListed, cause: Cause, rules: Rules) -> Decision:
    return Decision(outreach.listed(fact))


def _replay_tried(world: World, fact: told.OutreachTried, cause: Cause, rules: Rules) -> Decision:
    target = world.get(Target, outreach.target_id(fact.outreach, fact.case))
    return Decision((outreach.tried(target, fact),))


def _one(kind: type, field: str, evolve: Callable) -> Handler:
    """How facts about one thing rebuild it, and nothing else."""

    def refs(fact: Fact, cause: Cause, rules: Rules) -> Iterable[Ref]:
        return [(kind, getattr(fact, field))]

    def replay(world: World, fact: Fact, cause: Cause, rules: Rules) -> Decision:
        return Decision((evolve(world.get(kind, getattr(fact, field)), fact),))

    return Handler(refs, replay)


_OF_OUTREACH = _one(Outreach, "outreach", outreach.evolve)
_OF_CONFERENCE = _one(Conference, "conference", conference.evolve)
_OF_ACTIVITY = _one(Activity, "activity", activity.evolve)

REPLAYED = {
    told.ContactRecorded.type: Handler(_contacts, _replay_contact),
    told.OutreachStarted.type: _OF_OUTREACH,
    told.OutreachEnded.type: _OF_OUTREACH,
    told.OutreachListed.type: Handler(_targets, _replay_listed),
    told.OutreachTried.type: Handler(_targets, _replay_tried),
    **{
        fact.type: _OF_CONFERENCE
        for fact in (told.CaseConferenceCalled, told.CaseConferenceCancelled, told.CaseConferenceHeld)
    },
    **{
        fact.type: _OF_ACTIVITY
        for fact in (told.ActivityBooked, told.ActivityConfirmed, told.ActivityCancelled, told.ActivityHeld)
    },
}
