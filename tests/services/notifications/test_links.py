"""What a link is good for, decided without a database."""

from datetime import timedelta

import pytest

from services.notifications.domain import links
from services.notifications.domain.links import Link, LinkStanding, link_id, standing
from services.notifications.domain.notice import Notice, NoticeState
from shared.contracts import notifications as facts
from shared.contracts.codes import AnswerCode, PartnerKind
from shared.contracts.partner import NoticeAcknowledged, NoticeAnswered
from shared.contracts.standing_codes import PartnerState
from shared.decision import Refusal
from shared.partnership import Partner
from tests.services.memory import Memory
from tests.services.notifications.samples import COURT, MONDAY, RULES, by, told

LATER = MONDAY + timedelta(days=30)
ACTIVE, SUSPENDED, REMOVED = PartnerState.ACTIVE, PartnerState.SUSPENDED, PartnerState.REMOVED
ISSUED, DELIVERED, ACKNOWLEDGED, ANSWERED, WITHDRAWN = NoticeState


@pytest.mark.parametrize(
    ("expires_at", "state", "access", "good_for"),
    [
        (LATER, ISSUED, None, LinkStanding.OPEN),
        (LATER, DELIVERED, ACTIVE, LinkStanding.OPEN),
        (LATER, ACKNOWLEDGED, ACTIVE, LinkStanding.OPEN),
        (LATER, ANSWERED, ACTIVE, LinkStanding.ANSWERED),
        (LATER, WITHDRAWN, ACTIVE, LinkStanding.WITHDRAWN),
        (LATER, DELIVERED, SUSPENDED, LinkStanding.NO_ACCESS),
        (LATER, ANSWERED, REMOVED, LinkStanding.NO_ACCESS),
        (MONDAY, DELIVERED, ACTIVE, LinkStanding.EXPIRED),
        (MONDAY, WITHDRAWN, ACTIVE, LinkStanding.WITHDRAWN),
        (None, None, None, LinkStanding.UNKNOWN),
        (LATER, None, None, LinkStanding.UNKNOWN),
    ],
)
def test_what_a_link_is_good_for(expires_at, state, access, good_for):
    assert standing(expires_at, state, access, MONDAY) is good_for


@pytest.fixture
def memory():
    """A notice to the court, and a link to it."""
    memory = Memory(RULES)
    notice = told(memory)
    memory.states[Link, link_id("token")] = Link(link_id("token"), notice.id, COURT, LATER)
    return memory


def say(memory, answer: AnswerCode | None = None, token: str = "token", at=MONDAY):
    (notice,) = memory.of(Notice)
    said = NoticeAnswered(notice=notice.id, answer=answer) if answer else NoticeAcknowledged(notice=notice.id)
    id = link_id(token)
    return memory.take(links.refs(id), lambda world: links.say(world, id, said, by(COURT, at=at), RULES))


def test_whoever_has_the_link_acknowledges_and_then_answers_once(memory):
    say(memory)
    say(memory)
    say(memory, AnswerCode.ACCEPTED)
    with pytest.raises(Refusal, match="link-answered"):
        say(memory, AnswerCode.REFUSED)
    assert [type(fact) for fact in memory.facts[1:]] == [facts.NoticeAcknowledged, facts.AgencyAnswered]
    (notice,) = memory.of(Notice)
    assert (notice.state, notice.answer, notice.late) == (ANSWERED, AnswerCode.ACCEPTED, False)


def test_a_late_answer_counts_and_is_marked(memory):
    say(memory, AnswerCode.ACCEPTED, at=LATER - timedelta(days=1))
    assert memory.facts[-1].late


@pytest.mark.parametrize(("token", "at", "code"), [("other", MONDAY, "link-unknown"), ("token", LATER, "link-expired")])
def test_another_link_or_an_old_one_says_nothing(memory, token, at, code):
    with pytest.raises(Refusal, match=code):
        say(memory, AnswerCode.ACCEPTED, token, at)
    assert len(memory.facts) == 1


def test_who_has_no_access_says_nothing_by_a_link_either(memory):
    memory.states[Partner, COURT] = Partner(COURT, PartnerKind.ORPHANS_COURT, SUSPENDED)
    with pytest.raises(Refusal, match="link-no-access"):
        say(memory, AnswerCode.ACCEPTED)
