"""In whatever order a session is marked, corrected and changed: the count is right, no more fit in, the log has all."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from services.cases.domain.attendance import planning
from services.cases.domain.attendance.attendance import Attendance, Mark
from services.cases.domain.attendance.session import Session
from services.cases.domain.units.staff import Staff
from services.cases.handlers import REPLAYED
from shared.contracts.attendance_codes import AttendanceResult, SessionCancelReason
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.attendance.life import CAME, EVENING, begun, correct, hold, mark, plan, receives
from tests.services.cases.samples import LIGITA, RULES, person
from tests.services.memory import Memory, cause

WHO, RESULT = st.integers(0, 3), st.sampled_from(AttendanceResult)
STEPS = st.one_of(
    st.tuples(st.just("mark"), st.lists(st.tuples(WHO, RESULT), min_size=1, max_size=3)),
    st.tuples(st.just("correct"), WHO, RESULT),
    st.tuples(st.just("hold")),
    st.tuples(st.just("cancel")),
    st.tuples(st.just("change"), st.integers(1, 3)),
)


class History:
    """One session with two places, three who receive the service and a stranger; many steps are refused."""

    def __init__(self) -> None:
        self.memory = begun()
        self.who = [*(receives(self.memory, name) for name in ("Jānis", "Anna", "Pēteris")), person("nobody")]
        self.id = plan(self.memory, places=2).id

    @property
    def session(self) -> Session:
        return self.memory.states[Session, self.id]

    def mark(self, marks: list[tuple[int, AttendanceResult]]) -> None:
        mark(self.memory, self.session, *(Mark(self.who[nth], result) for nth, result in marks))

    def correct(self, nth: int, result: AttendanceResult) -> None:
        if any(one.request == self.who[nth] for one in self.memory.of(Attendance)):
            correct(self.memory, self.session, Mark(self.who[nth], result))

    def hold(self) -> None:
        hold(self.memory, self.session)

    def cancel(self) -> None:
        self._of(lambda seen: planning.cancel(seen, SessionCancelReason.TOO_FEW))

    def change(self, places: int) -> None:
        leaders, why = [self.memory.states[Staff, LIGITA]], cause("change", EVENING)
        self._of(lambda seen: planning.change(seen, leaders, places, why))

    def _of(self, rule) -> None:
        self.memory.take([(Session, self.id)], lambda world: rule(world.get(Session, self.id)))


@given(st.lists(STEPS, max_size=20))
def test_the_session_counts_who_came_and_never_more_than_it_has_places_and_the_log_gives_it_back(steps):
    history = History()
    for what, *how in steps:
        with suppress(Refusal):
            getattr(history, what)(*how)
        came = [one for one in history.memory.of(Attendance) if one.result is CAME]
        assert history.session.came == len(came) <= history.session.places
        assert person("nobody") not in {one.request for one in history.memory.of(Attendance)}
    restored = Memory(RULES)
    for fact in history.memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", EVENING))
    for kind in (Session, Attendance):
        assert restored.of(kind) == history.memory.of(kind)
