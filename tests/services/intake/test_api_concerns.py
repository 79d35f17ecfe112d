"""Anybody brings a concern over the web and follows it by its code; whoever comes too often is told whom to call."""

import httpx
import pytest

from services.intake.store import forget_buckets
from shared.security import Actor, Purpose, Role
from tests.services.intake.samples import SCHOOL, SUBJECT, body
from tests.services.running import INESE, LIGITA, MARTA, Caller, facts, partner, receipts

pytestmark = pytest.mark.asyncio(loop_scope="session")

DOOR, ASK, ADD, BACK = "/v1/concerns", "/v1/concerns/status", "/v1/concerns/information", "/v1/concerns/withdraw"
DESK = "/v1/desk/referrals"
RESIDENT = Actor("resident:1", frozenset({Role.RESIDENT}), Purpose.FEEDBACK)
OWN = {"kind": "self_referral", "subject": SUBJECT, "narrative": "Lūdzu palīdzību, viena vairs netieku galā."}
ABOUT_OTHERS = OWN | {"kind": "third_party_concern", "reporter": {"identity": "anonymous", "relation": "neighbour"}}


class Anybody(Caller):
    """Somebody without an account, who calls from `address`."""

    def __init__(self, process, address: str = "203.0.113.7") -> None:
        transport = httpx.ASGITransport(app=process.app, client=(address, 1))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://tilts.test")


@pytest.fixture
def anybody(intake) -> Anybody:
    return Anybody(intake)


async def given(who: Caller, **changed) -> dict[str, str]:
    """The number and code that somebody is given."""
    taken = (await who.do(DOOR, OWN | changed)).json()
    return {"number": taken["number"], "code": taken["code"]}


async def test_an_anonymous_concern_gets_a_number_a_code_and_thanks_in_two_languages(intake, anybody):
    answer = await anybody.do(DOOR, ABOUT_OTHERS)
    taken = answer.json()
    assert (answer.status_code, taken["number"]) == (201, "LPX-2026-000001")
    assert taken["thanks"] == {"lv": "Paldies, ka neesat vienaldzīgi!", "en": "Thank you for not being indifferent!"}
    assert "112" in taken["next"]["lv"] and "112" in taken["next"]["en"]
    assert set(taken) == {"number", "code", "thanks", "next"}
    (entry,) = (await Caller(intake, INESE).get("/v1/queue")).json()["items"]
    assert (entry["channel"], entry["partner"], entry["number"]) == ("web", None, taken["number"])
    assert await receipts(intake) == []


@pytest.mark.parametrize("kind", ["inquiry", "self_referral", "third_party_concern"])
async def test_a_first_word_needs_no_name_of_anybody(intake, anybody, kind):
    taken = await anybody.do(DOOR, {"kind": kind, "narrative": "Kur var nakšņot šonakt?"})
    assert taken.status_code == 201
    (entry,) = (await Caller(intake, INESE).get("/v1/queue")).json()["items"]
    assert (entry["kind"], entry["age_band"]) == (kind, "unknown")


async def test_the_code_is_kept_nowhere_and_shown_again_for_the_same_key(intake, anybody):
    first = (await anybody.do(DOOR, OWN, key="k1")).json()
    again = (await anybody.do(DOOR, OWN, key="k1")).json()
    assert first == again
    tables = await intake.pool.fetch("select tablename from pg_tables where schemaname = 'public'")
    for (table,) in tables:
        found = f"select count(*) from {table} t where t::text like '%' || $1 || '%'"
        assert await intake.pool.fetchval(found, again["code"]) == 0


async def test_no_address_is_kept_and_what_is_kept_of_it_is_forgotten_the_next_day(intake):
    await given(Anybody(intake, "203.0.113.99"))
    await given(Anybody(intake, "2001:db8:1:2:3::4"))
    await given(Anybody(intake, "2001:db8:1:2:5::6"))
    kept = [row["id"] for row in await intake.pool.fetch("select id from door_bucket")]
    assert len(kept) == 2 and not any("203.0" in id or "2001" in id for id in kept)
    async with intake.pool.acquire() as conn:
        assert await forget_buckets(conn) == 0
        await conn.execute("update door_bucket set filled_at = filled_at - interval '25 hours'")
        assert await forget_buckets(conn) == 2


async def test_who_comes_too_often_is_told_when_to_come_again_and_whom_to_call(intake, anybody):
    for _ in range(5):
        await given(anybody)
    refused = await anybody.do(DOOR, OWN)
    assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 24 * 3600 / 20
    for sentence in (refused.json()["detail"], refused.json()["lv"]):
        assert "+371 63489682" in sentence and "112" in sentence
    assert (await facts(intake)).count("referral-received") == 5
    assert (await Anybody(intake, "203.0.113.8").do(DOOR, OWN)).status_code == 201
    assert (await Caller(intake, RESIDENT).do(DOOR, OWN)).status_code == 201


async def test_codes_cannot_be_tried_out(intake, anybody):
    number = (await given(anybody))["number"]
    tried = [await anybody.do(ASK, {"number": number, "code": f"00000-{n:05}"}) for n in range(11)]
    assert [answer.status_code for answer in tried] == [404] * 10 + [429]


async def test_how_it_stands_follows_the_work_without_a_word_of_it(intake, anybody):
    inese, mine = Caller(intake, INESE), await given(anybody)
    assert (await anybody.do(ASK, mine)).json() == {
        "number": mine["number"], "standing": "received", "words": {"lv": "Saņemts", "en": "Received"}, "asked": []
    }  # fmt: skip
    (entry,) = (await inese.get("/v1/queue")).json()["items"]
    await inese.do(f"/v1/queue/{entry['id']}/ask", {"asked": ["address"]}, version=entry["version"])
    waiting = (await anybody.do(ASK, mine)).json()
    assert (waiting["standing"], [one["what"] for one in waiting["asked"]]) == ("needs_something", ["address"])
    assert waiting["asked"][0]["words"] == {"lv": "kur jūs dzīvojat", "en": "where you live"}
    added = await anybody.do(ADD, mine | {"narrative": "Dzīvoju pie māsas."})
    assert (added.status_code, added.json()["standing"]) == (200, "received")
    (entry,) = (await inese.get("/v1/queue")).json()["items"]
    letter = (await inese.get(f"/v1/queue/{entry['id']}/letter")).json()
    assert letter["supplements"][0]["said"] == {"narrative": "Dzīvoju pie māsas."}
    await inese.do(f"/v1/queue/{entry['id']}/accept", version=entry["version"])
    assert (await anybody.do(ASK, mine)).json()["standing"] == "being_looked_at"


async def test_of_what_is_about_somebody_else_nothing_is_told(intake, anybody):
    number = await given(anybody, **ABOUT_OTHERS)
    before = (await anybody.do(ASK, number)).json()
    (entry,) = (await Caller(intake, INESE).get("/v1/queue")).json()["items"]
    await Caller(intake, INESE).do(f"/v1/queue/{entry['id']}/accept", version=entry["version"])
    assert (await anybody.do(ASK, number)).json() == before
    assert before["standing"] == "not_told"
    assert (await anybody.do(BACK, number)).json()["type"] == "/problems/concern-stays"


async def test_a_self_referral_is_taken_back_once(intake, anybody):
    mine = await given(anybody)
    assert (await anybody.do(BACK, mine)).json()["standing"] == "dealt_with"
    again = await anybody.do(BACK, mine)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/concern-over")
    assert (await facts(intake))[-1] == "referral-withdrawn"


@pytest.mark.parametrize("path", [ASK, ADD, BACK])
async def test_a_wrong_number_and_a_wrong_code_look_the_same(anybody, path):
    mine = await given(anybody)
    more = {"narrative": "Vēl kas."} if path == ADD else {}
    wrong = (mine | {"code": "00000-00000"}, mine | {"number": "LPX-2026-999999"}, {"number": "?", "code": "?"})
    answers = [await anybody.do(path, body | more) for body in wrong]
    seen = {(a.status_code, *(a.json()[name] for name in ("type", "title", "detail"))) for a in answers}
    assert len(seen) == 1 and seen.pop()[:2] == (404, "/problems/concern-unknown")


@pytest.mark.parametrize(
    ("sent", "status", "type"),
    [
        (OWN | {"kind": "police.family_violence"}, 403, "kind-not-for-residents"),
        (OWN | {"narrative": ""}, 422, "invalid-request"),
        (OWN | {"reporter": {"identity": "anonymous", "phone": "+371 20000001"}}, 422, "invalid-request"),
        (OWN | {"narrative": "a" * 70_000}, 422, "invalid-request"),
        (b"{", 422, "invalid-request"),
        (b"[]", 422, "invalid-request"),
        (b"[" * 5000, 422, "invalid-request"),
    ],
)
async def test_what_is_not_taken_uses_nothing_up(intake, anybody, sent, status, type):
    answer = await anybody.do(DOOR, sent)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{type}")
    assert await intake.pool.fetchval("select count(*) from door_bucket") == 0


async def test_more_than_a_concern_may_have_is_refused_with_the_limit(anybody):
    padded = OWN | {"narrative": "a" * 10_000, "padding": "b" * 60_000}
    answer = await anybody.do(DOOR, padded)
    assert (answer.status_code, answer.json()["limit"]) == (413, 65_536)


@pytest.mark.parametrize("who", [MARTA, partner(SCHOOL)], ids=lambda who: min(who.roles))
async def test_whoever_has_a_door_of_their_own_takes_that(intake, who):
    answer = await Caller(intake, who).do(DOOR, OWN)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/role-not-allowed")


async def test_a_bad_token_is_not_taken_for_none(intake, anybody):
    anybody.headers["Authorization"] = "Bearer nothing"
    assert (await anybody.do(DOOR, OWN)).status_code == 401


async def test_whom_to_call_is_known_to_everybody(anybody):
    found = (await anybody.get("/v1/contact")).json()
    assert found["phones"][0]["number"] == "+371 63489682"
    assert (found["emergency"], found["municipality"]["en"]) == ("112", "City of Liepāja")


async def test_the_desk_enters_a_visit_with_its_record_and_gives_the_caller_a_code(intake, anybody):
    inese = Caller(intake, INESE)
    sent = body(kind="self_referral", reporter={"relation": "self"})
    entered = await inese.do(f"{DESK}?channel=walk_in&outcome=emergency_called", sent)
    taken = entered.json()
    mine = {"number": taken["number"], "code": taken["code"]}
    assert (await anybody.do(ASK, mine)).json()["standing"] == "received"
    assert (await inese.get(entered.headers["Location"])).json()["channel"] == "walk_in"
    (call,) = (await inese.get("/v1/desk/calls")).json()["items"]
    assert (call["id"], call["channel"], call["caller"]) == (taken["id"], "walk_in", "self")
    assert (call["operator"], call["outcome"], call["kind"]) == (INESE.id, "emergency_called", "self_referral")
    assert (await inese.get("/v1/desk/calls", outcome="passed_on")).json()["items"] == []


@pytest.mark.parametrize(
    ("query", "status"),
    [("called_at=2031-01-01T10:00:00Z", 409), ("called_at=1", 422), ("channel=http", 422), ("outcome=x", 422)],
)
async def test_a_call_that_cannot_have_been_is_refused(intake, query, status):
    answer = await Caller(intake, INESE).do(f"{DESK}?{query}", body(kind="self_referral"))
    assert answer.status_code == status
    assert "referral-received" not in await facts(intake)


async def test_calls_come_in_pages_to_those_who_take_them(intake):
    inese = Caller(intake, INESE)
    for n in range(3):
        await inese.do(DESK, body(kind="inquiry", reference=f"T-{n}"))
    first = (await Caller(intake, LIGITA).get("/v1/desk/calls", limit=2)).json()
    rest = (await inese.get("/v1/desk/calls", limit=2, cursor=first["next"])).json()
    numbers = [call["number"] for page in (first, rest) for call in page["items"]]
    assert numbers == [f"LPX-2026-{n:06}" for n in (1, 2, 3)]
    assert (await Caller(intake, MARTA).get("/v1/desk/calls")).status_code == 403
