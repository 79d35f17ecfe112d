"""Taking an answer to a campaign: the one path of every door, from what was said to the fact and the receipt."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from services.intake.domain.feedback.answer import Answer, AnswerText, begun
from services.intake.domain.feedback.campaign import AnswerSeries, Campaign, FeedbackRules
from services.intake.domain.feedback.gifts import receipt_number, wins
from services.intake.domain.feedback.window import check_window
from shared.contracts import personal_code
from shared.contracts.codes import Channel
from shared.contracts.feedback import ProposalReceived, SurveyAnswered
from shared.contracts.feedback_codes import CampaignKind, LifeImproved, RespondentRole
from shared.contracts.partner import FeedbackRegistered
from shared.decision import Cause, Decision, Ref, Refusal, Reply, World

_ASKED = {
    CampaignKind.THANKS: {"worker", "text"},
    CampaignKind.SATISFACTION: {"life_improved"},
    CampaignKind.PROPOSAL: {"text"},
}


@dataclass(frozen=True, slots=True)
class Submission:
    """An answer as it reached us. `partner` is the portal it came through, none for a resident's own.

    `reference` is set where the portal waits for a receipt on its topic.
    """

    campaign: str
    role: RespondentRole
    partner: str | None = None
    reference: str | None = None
    identity: str | None = None
    submitted_at: datetime | None = None
    life_improved: LifeImproved | None = None
    worker: UUID | None = None
    text: str | None = None


def by_resident(submission: Submission, identity: str | None) -> Submission:
    """A resident's own answer: who answers says the token. Raises Refusal when the answer says so itself."""
    if submission.identity or submission.submitted_at:
        raise _not_trusted()
    return replace(submission, partner=None, identity=identity)


def answer_id(submission: Submission, cause: Cause, rules: FeedbackRules) -> UUID:
    """The same for everything that one person answers to one campaign, and from it nobody can tell the person."""
    campaign = rules.campaigns.get(submission.campaign)
    if campaign and campaign.once_per_person and submission.identity:
        person = f"answer:{submission.campaign}:{_person(submission.identity)}"
        return UUID(rules.fingerprint(person)[:32])
    return cause.derive("answer")


def refs(submission: Submission, cause: Cause, rules: FeedbackRules) -> Iterable[Ref]:
    """What taking an answer touches."""
    id = answer_id(submission, cause, rules)
    return (AnswerSeries, submission.campaign), (Answer, id), (AnswerText, id)


def answer(world: World, submission: Submission, cause: Cause, rules: FeedbackRules) -> Decision:
    """Take an answer. The same person's same answer once more changes nothing and gets the same receipt.

    Raises Refusal when the campaign does not take it.
    """
    campaign = rules.campaigns.get(submission.campaign)
    if campaign is None:
        raise Refusal(
            code="campaign-unknown",
            title="There is no such campaign",
            detail="No campaign here has that code: take one from the list of campaigns.",
            status=404,
            pointers=(("/campaign", "is not the code of a campaign"),),
        )
    if submission.partner and submission.partner not in campaign.portals:
        raise _not_trusted()
    id = answer_id(submission, cause, rules)
    if known := world.get(Answer, id):
        return _again(world, known, campaign, submission, cause, rules)
    instant = campaign.instant(submission.submitted_at, cause.time)
    check_window(campaign, instant)
    _check_who(campaign, submission)
    _check_what(campaign, submission, rules)
    series = (world.get(AnswerSeries, campaign.id) or AnswerSeries(campaign.id)).next()
    fact = _fact(campaign, submission, id, instant)
    taken = begun(fact, series.last)
    text = (AnswerText(id, submission.text),) if submission.text else ()
    return Decision((series, taken, *text), (fact,), _receipt(taken, campaign, submission, cause, rules))


def _again(
    world: World, known: Answer, campaign: Campaign, submission: Submission, cause: Cause, rules: FeedbackRules
) -> Decision:
    text = world.get(AnswerText, known.id)
    said = (submission.role, submission.life_improved, submission.worker)
    if said != (known.role, known.life_improved, known.worker) or (text and text.text != submission.text):
        raise Refusal(
            code="already-answered",
            title="This person has answered already",
            detail="One answer of each person counts, and the first stands; it cannot be changed.",
        )
    states = ()
    if submission.text and text is None:
        # An answer that was rebuilt from facts has lost its words; this message brings them back. Whether they are the
        # same nobody can tell, so they are read again before they are shown.
        unread = replace(known, verdict=None, reason=None, version=known.version + 1)
        states = (unread, AnswerText(known.id, submission.text))
    return Decision(states, (), _receipt(known, campaign, submission, cause, rules))


def _check_who(campaign: Campaign, submission: Submission) -> None:
    if campaign.verified_identity and not submission.identity:
        raise Refusal(
            code="identity-not-verified",
            title="This campaign wants to know that everybody answers once",
            detail="Sign in by bank link or electronic signature and send the answer again.",
            status=403,
        )
    if submission.role not in campaign.respondents:
        asked = ", ".join(sorted(campaign.respondents))
        raise Refusal(
            code="respondent-not-asked",
            title="This campaign asks others",
            detail=f"This campaign asks: {asked}.",
            status=403,
            pointers=(("/role", "is not asked here"),),
        )


def _check_what(campaign: Campaign, submission: Submission, rules: FeedbackRules) -> None:
    asked = _ASKED[campaign.kind]
    given = {name for name in ("life_improved", "worker", "text") if getattr(submission, name) is not None}
    if given != asked:
        wrong = [(f"/{name}", "is missing") for name in sorted(asked - given)]
        wrong += [(f"/{name}", "is not asked here") for name in sorted(given - asked)]
        raise Refusal(
            code="answer-does-not-fit",
            title="The answer is not what the campaign asks for",
            detail=f"An answer to this campaign has {' and '.join(sorted(asked))} and nothing else.",
            pointers=tuple(wrong),
        )
    if submission.worker and submission.worker not in rules.workers:
        raise Refusal(
            code="worker-unknown",
            title="There is no such member of staff",
            detail="Nobody of the staff has that id.",
            status=404,
            pointers=(("/worker", "is not the id of a member of staff"),),
        )


def _not_trusted() -> Refusal:
    return Refusal(
        code="portal-not-trusted",
        title="Only a portal of the campaign says who answers, and when",
        detail="Leave identity and submitted_at out and answer as a resident, or ask the municipality to trust you.",
        status=403,
    )


def _fact(campaign: Campaign, submission: Submission, id: UUID, instant: datetime) -> SurveyAnswered | ProposalReceived:
    told = {
        "campaign": campaign.id, "answer": id, "role": submission.role, "answered_at": instant,
        "channel": Channel.PORTAL if submission.partner else Channel.HTTP,
    }  # fmt: skip
    if campaign.kind is CampaignKind.PROPOSAL:
        return ProposalReceived(**told)
    return SurveyAnswered(
        **told, kind=campaign.kind, life_improved=submission.life_improved, worker=submission.worker
    )  # fmt: skip


def _receipt(
    taken: Answer, campaign: Campaign, submission: Submission, cause: Cause, rules: FeedbackRules
) -> tuple[Reply, ...]:
    if not submission.partner or not submission.reference:
        return ()
    message = FeedbackRegistered(
        message=cause.message or str(cause.id), reference=submission.reference, campaign=campaign.id, answer=taken.id,
        receipt=receipt_number(taken, rules), gift=wins(taken, campaign), received_at=cause.time,
    )  # fmt: skip
    return (Reply(submission.partner, message),)


def _person(identity: str) -> str:
    """The same text for the same person, whichever portal writes it."""
    text = identity.strip().casefold().removeprefix("pnolv-")
    return personal_code.normalised(text) or text
