"""Known names go through every door, whole, broken and hostile; they are found where they belong, and nowhere else.

The services are the real ones, in this process, on a real database and broker.
"""

import io
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
import pytest_asyncio
import structlog
from prometheus_client import generate_latest

from deploy.services import DEFINITIONS
from shared.http import describe
from shared.observability import configure
from shared.settings import SERVICES
from tests.conftest import NUMBERS
from tests.privacy import casework, feedback, hostile, story, strangers, traces
from tests.privacy.described import of_path, operations, said
from tests.privacy.people import SECRETS, found
from tests.services.running import opened
from tests.shared.runtime.municipality import Municipality

# The whole day is lived before the first test.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(300)]

HOLD_PEOPLE = {
    "intake.person": "what people are called",
    "intake.person_code": "their personal codes, apart",
    "intake.letter": "what was told of them",
    "intake.supplement": "what was told later",
    "intake.answer_text": "what they say in campaigns",
    "intake.parked": "messages keep their raw bytes, so that they can be mended",
    "cases.task_note": "what one colleague asks of another",
    "cases.note": "words about contacts, conferences and their decisions; classes of activities, handles of guests",
    "cases.assessment": "answers to checklists, some of them in words",
    "cases.plan": "goals, steps, and why a plan was returned",
    "cases.recommendation": "what was recommended",
    "cases.crisis_plan": "what helps, and whom to call",
    "cases.consent": "what else was said",
    "cases.benefit": "the number of a decision, as somebody noted it",
    "cases.document": "what a document is called",
    "cases.service_mode": "the words of a source, freely written",
    "cases.unit": "the address of a unit, freely written",
    "cases.staff_name": "what staff are called",
}
"""The tables that may hold words about people, and which."""
NO_WORDS = {
    ("POST /v1/units/{unit}", "label_lv"): "public: what a unit is called, told to everybody",
    ("POST /v1/units/{unit}", "label_en"): "public",
    ("POST /v1/standing", "code"): "compared, and kept nowhere",
}
"""Free text of commands in which nothing is told of anybody."""


@dataclass
class Left:
    """What the day has left behind."""

    log: bytes = b""
    server_log: bytes = b""
    metrics: bytes = b""
    parked_details: bytes = b""
    answers: list[httpx.Response] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)
    """Of the case that was worked on, and of what is in it."""
    heard: dict[str, bool] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    files: bytes = b""
    described: dict = field(default_factory=dict)
    told_of_rows: bytes = b""
    topics: dict[str, bytes] = field(default_factory=dict)
    tables: dict[str, bytes] = field(default_factory=dict)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def left(postgres, broker, logging_as_in_production, tmp_path_factory) -> AsyncIterator[Left]:
    """All that can be read afterwards, once nothing moves any more."""
    folder = tmp_path_factory.mktemp("documents")
    sealed = {"DOCUMENTS__FOLDER": str(folder / "sealed"), "DOCUMENTS__KEY": "k" * 40}
    municipality = Municipality(postgres, broker, f"klusums{next(NUMBERS)}", names=SERVICES, changed=sealed)
    await municipality.prepare()
    left, server_log = Left(), postgres.folder / "postgres.log"
    before = server_log.stat().st_size
    async with municipality.serving():
        await municipality.until_ready()
        await story.by_kafka(municipality)
        await story.by_residents(municipality, left.answers)
        await story.by_http(municipality, left.answers)
        await feedback.by_kafka(municipality)
        await feedback.by_http(municipality, left.answers)
        left.ids = await casework.worked(municipality, left.answers)
        left.told_of_rows = await casework.imported(municipality, left.ids["requests"], folder)
        left.heard = await strangers.listen(municipality, left.ids["cases"])
        await casework.closed(municipality, left.ids["cases"], left.answers)
        await story.in_a_failing_database(municipality, left.answers)
        await casework.in_a_failing_database(municipality, left.ids["cases"], left.answers)
        await traces.quiet(municipality)
        for service in municipality.names:
            left.metrics += (await _get(municipality, f"/{service}/metrics")).content
        left.topics = await traces.on_topics(municipality)
    # All alone and without a network: there are many routes, and many who ask.
    async with opened(DEFINITIONS["cases"], municipality.settings()) as cases:
        left.described = describe(cases.app)
        left.shown = await strangers.ask(cases.app, municipality.slug, left.ids)
        left.answers += await hostile.answers(cases.app, municipality.slug, left.ids)
        left.metrics += generate_latest(cases.registry)
    left.parked_details = await traces.parked_details(municipality)
    left.tables = await traces.in_tables(municipality)
    left.files = traces.in_files(folder / "sealed")
    left.log = logging_as_in_production.getvalue().encode()
    left.server_log = server_log.read_bytes()[before:]
    yield left
    municipality.remove()


async def _get(municipality: Municipality, path: str) -> httpx.Response:
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{municipality.port}") as anybody:
        return await anybody.get(path)


@pytest.fixture(scope="module")
def logging_as_in_production():
    """Everything that this process logs, at its most talkative."""
    root, before = logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    stream = io.StringIO()
    configure("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.configure(**before)


async def test_the_secrets_went_in_and_are_where_they_belong(left):
    there = {name for name, rows in left.tables.items() if found(rows)}
    assert there == set(HOLD_PEOPLE)
    assert set(found(left.tables["intake.person"] + left.tables["intake.letter"])) >= set(SECRETS[:-2]) - {
        "17038829991"
    }
    assert left.tables["cases.social_case"].count(b"\n") >= 2
    assert b"notice-issued" in left.tables["notifications.event_log"]
    assert found(left.tables["intake.parked"])


async def test_no_log_line_names_anybody(left):
    assert b"request failed" in left.log
    assert found(left.log) == []


async def test_the_database_server_s_log_names_nobody(left):
    assert b"violates check constraint" in left.server_log
    assert found(left.server_log) == []


async def test_no_metric_names_anybody(left):
    assert b"tilts_parked_records" in left.metrics
    assert found(left.metrics) == []


async def test_no_problem_repeats_what_was_sent(left):
    problems = [answer for answer in left.answers if answer.status_code >= 400]
    assert {answer.status_code for answer in problems} >= {400, 403, 404, 422, 500}
    for answer in problems:
        assert found(answer.content + str(answer.headers).encode()) == [], answer.request.url


async def test_partners_alone_are_told_names_and_on_their_own_topics_only(left):
    with_names = {name.rpartition(".")[2] for name, records in left.topics.items() if found(records)}
    assert with_names == {"referrals", "notices"}


async def test_receipts_were_sent_and_quote_nothing(left):
    receipts = b"".join(records for name, records in left.topics.items() if name.endswith(".receipts"))
    assert receipts.count(b"message-rejected") > 10
    assert found(receipts) == []


async def test_core_topics_carry_facts_and_nobody(left):
    core = {name: records for name, records in left.topics.items() if ".partner." not in name}
    assert {name.rpartition(".")[2] for name in core} == set(SERVICES)
    assert found(b"".join(core.values())) == []


@pytest.mark.parametrize("table", ["event_log", "idempotency_key", "read_audit", "timer", "partner_message"])
@pytest.mark.parametrize("service", SERVICES)
async def test_no_book_of_a_service_names_anybody(left, service, table):
    assert found(left.tables[f"{service}.{table}"]) == []


async def test_a_parked_message_s_detail_says_what_is_wrong_without_a_word_of_it(left):
    assert left.parked_details
    assert found(left.parked_details) == []


async def test_nobody_hears_of_a_case_on_the_live_stream_but_its_members(left):
    assert {name for name, heard in left.heard.items() if heard} == {"a member"}


async def test_no_route_shows_anything_of_a_case_to_a_stranger(left):
    assert left.shown == []


async def test_every_free_text_of_a_command_was_sent_with_a_person_in_it(left):
    """A field that is new and freely written has to be written into `rooms`, so that its words are followed too."""
    described = operations(left.described)
    sent = set()
    for answer in left.answers:
        request = answer.request
        one = of_path(described, request.method, request.url.path.removeprefix("/cases"))
        if one and one.body and answer.is_success and request.url.path.startswith("/cases/"):
            sent |= {(one.name, where) for where, words in said(json.loads(request.content)) if found(words.encode())}
    free = {(one.name, where) for one in described for where in one.free_texts()}
    assert free - sent == set(NO_WORDS)


async def test_documents_lie_sealed(left):
    assert left.files.count(b"\n") >= 3
    assert b"%PDF" not in left.files
    assert found(left.files) == []


async def test_whoever_imports_is_told_which_rows_are_wrong_without_a_word_of_them(left):
    assert left.told_of_rows.count(b"Rejection(") > 10
    assert found(left.told_of_rows) == []


async def test_no_answer_to_a_command_of_cases_repeats_what_was_written(left):
    commands = [answer for answer in left.answers if answer.is_success and answer.request.method == "POST"]
    done = [answer for answer in commands if answer.request.url.path.startswith("/cases/v1/")]
    assert len(done) > 60
    for answer in done:
        assert found(answer.content + str(answer.headers).encode()) == [], answer.request.url


async def test_whoever_saw_an_older_version_is_told_which_fields_changed_and_no_word(left):
    late = [answer for answer in left.answers if answer.status_code == 412 and "changes" in answer.json()]
    rooms = {answer.request.url.path.split("/")[3] for answer in late}
    assert rooms >= {"cases", "tasks", "plans", "assessments", "consents", "documents", "crisis-plans", "units"}
    assert {change["field"] for answer in late for change in answer.json()["changes"]} >= {"state", "restricted"}
    assert found(b"".join(answer.content for answer in late)) == []


async def test_nothing_that_was_sent_is_a_fault_of_ours_but_where_a_table_was_broken(left):
    failed = sorted(answer.request.url.path for answer in left.answers if answer.status_code >= 500)
    assert failed == [f"/cases/v1/cases/{left.ids['cases']}/tasks", "/intake/v1/desk/referrals"]
