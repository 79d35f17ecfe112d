"""Documents over HTTP, on the real store: sent up, added, read by those who may, revised, issued, removed, swept."""

from base64 import b64encode
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
import pytest_asyncio
from pypdf import PdfReader

from services.cases.documents.keeping import checks, keeper_of
from tests.services.cases.consents.test_api_consents import SAID
from tests.services.cases.samples import person
from tests.services.cases.test_api_cases import assigned, opened
from tests.services.running import GUNTA, LIGITA, MARTA, VADIBA, Caller, facts
from tests.shared.files.samples import PDF, PNG

pytestmark = pytest.mark.asyncio(loop_scope="session")

LONG = PDF[:9] + b"\x00" * 3_000_000 + PDF[9:]
DECISION = {"addressee": "Ilze Sniedze", "findings": "Ir.", "grounds": "Likums.", "decision": "Piešķirt.",
            "appeal": "Mēneša laikā.", "signed_by": "Ligita"}  # fmt: skip


@pytest.fixture
def gunta(cases) -> Caller:
    return Caller(cases, GUNTA)


@pytest_asyncio.fixture(loop_scope="session")
async def case(cases, gunta) -> str:
    return (await opened(gunta, needs=["crisis"]))["id"]


async def send(caller: Caller, data: bytes, media: str = "application/pdf", **headers: str):
    return await caller.send("/v1/uploads", data, {"Content-Type": media} | headers)


async def added(caller: Caller, case: str, data: bytes = PDF, title: str = "Iesniegums", **changed) -> dict:
    upload = (await send(caller, data, "")).json()["id"]
    wish = {"upload": upload, "kind": "application", "title": title} | changed
    return (await caller.do(f"/v1/cases/{case}/documents", wish)).json()


async def test_a_large_file_goes_up_and_comes_down_as_it_was(cases, gunta, case):
    upload = await send(gunta, LONG, **{"Content-Digest": f"sha-256=:{b64encode(sha256(LONG).digest()).decode()}:"})
    assert (upload.status_code, upload.json()["media"], upload.json()["size"]) == (201, "pdf", len(LONG))
    wish = {"upload": upload.json()["id"], "kind": "medical", "title": "Izziņa no ārsta"}
    document = await gunta.do(f"/v1/cases/{case}/documents", wish, key="add")
    again = await gunta.do(f"/v1/cases/{case}/documents", wish, key="add")
    assert (document.status_code, again.json(), "title" in document.json()) == (201, document.json(), False)
    content = await gunta.get(f"{document.headers['Location']}/content")
    assert (content.content == LONG, content.headers["content-type"]) == (True, "application/pdf")
    assert content.headers["content-disposition"] == "attachment; filename*=UTF-8''Izzi%C5%86a%20no%20%C4%81rsta.pdf"
    assert content.headers["x-content-type-options"] == "nosniff"
    used = await gunta.do(f"/v1/cases/{case}/documents", wish)
    assert (used.status_code, used.json()["type"]) == (409, "/problems/upload-used")
    assert (await facts(cases))[-1] == "document-added"


@pytest.mark.parametrize(
    ("data", "media", "headers", "status", "problem"),
    [
        (PNG, "application/pdf", {}, 422, "upload-lies-about-its-type"),
        (b"MZ" + b"\x00" * 99, "application/pdf", {}, 422, "upload-type-not-taken"),
        (b"", "application/pdf", {}, 422, "upload-empty"),
        (PDF[:-7], "application/pdf", {}, 422, "upload-cut-off"),
        (PDF, "application/pdf", {"Content-Length": "60000000"}, 413, "too-large"),
        (PDF, "application/pdf", {"Content-Digest": f"sha-256=:{b64encode(b'0' * 32).decode()}:"}, 422,
         "upload-digest-differs"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)  # fmt: skip
async def test_a_bad_file_is_refused_and_leaves_nothing(cases, gunta, data, media, headers, status, problem):
    answer = await send(gunta, data, media, **headers)
    assert (answer.status_code, answer.json()["type"]) == (status, f"/problems/{problem}")
    assert await cases.pool.fetchval("select count(*) from stored_file") == 0


async def test_only_this_route_takes_more_than_the_others(gunta, case):
    large = await gunta.do(f"/v1/cases/{case}/documents", b'{"title": "' + b"x" * 2_000_000 + b'"}')
    assert (large.status_code, large.json()["limit"]) == (413, 1_048_576)


async def test_what_somebody_else_sent_is_no_upload_of_mine(cases, gunta, case):
    upload = (await send(Caller(cases, LIGITA), PDF)).json()["id"]
    answer = await gunta.do(f"/v1/cases/{case}/documents", {"upload": upload, "kind": "other", "title": "Svešs"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/upload-unknown")


async def test_versions_stay_and_the_current_one_is_shown(gunta, case):
    document = await added(gunta, case)
    path = f"/v1/documents/{document['id']}"
    newer = (await send(gunta, PNG, "image/png")).json()["id"]
    revised = await gunta.do(f"{path}/versions", {"upload": newer}, version=1)
    assert (revised.status_code, len(revised.json()["files"])) == (200, 2)
    assert (await gunta.get(f"{path}/content")).content == PNG
    assert (await gunta.get(f"{path}/content", file=document["files"][0])).content == PDF
    assert (await gunta.get(path)).json()["media"] == "png"
    assert (await gunta.get(f"{path}/content", file=str(person("nothing")))).status_code == 404


async def test_a_restricted_document_is_there_only_for_who_has_the_case_and_supervisors(cases):
    ligita, marta, vadiba = (Caller(cases, who) for who in (LIGITA, MARTA, VADIBA))
    case = (await assigned(ligita))["id"]
    document = await added(ligita, case, restricted=True)
    open_one = await added(ligita, case, title="Atklāts")
    path = f"/v1/documents/{document['id']}"
    for caller, status, shown in ((marta, 200, 2), (ligita, 200, 2), (vadiba, 404, 1)):
        assert [(await caller.get(p)).status_code for p in (path, f"{path}/content")] == [status, status]
        items = (await caller.get(f"/v1/cases/{case}/documents")).json()["items"]
        assert (len(items), open_one["id"] in [one["id"] for one in items]) == (shown, True)


async def test_reading_is_recorded_and_who_does_not_see_the_case_sees_nothing(cases, gunta, case):
    document = await added(gunta, case)
    paths = [f"/v1/documents/{document['id']}{end}" for end in ("", "/content")] + [f"/v1/cases/{case}/documents"]
    assert [(await Caller(cases, LIGITA).get(path)).status_code for path in paths] == [404, 404, 404]
    assert [(await Caller(cases, VADIBA).get(path)).status_code for path in paths] == [200, 200, 200]
    rows = await cases.pool.fetch("select route, subjects from read_audit where actor = $1", VADIBA.id)
    assert len(rows) == 3 and all(person("Ilze") in row["subjects"] for row in rows)


async def test_what_is_issued_is_numbered_without_a_gap_and_the_same_pdf_each_time(cases, gunta, case):
    wish, path = {"template": "decision", "fields": DECISION}, f"/v1/cases/{case}/documents/issue"
    refused = await gunta.do(path, wish | {"fields": {"addressee": "Ilze"}})
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/document-fields")
    first, second = [(await gunta.do(path, wish)).json() for _ in range(2)]
    assert [one["number"].rpartition("-")[2] for one in (first, second)] == ["000001", "000002"]
    pdf = (await gunta.get(f"/v1/documents/{first['id']}/content")).content
    assert first["number"] in PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert (await facts(cases))[-4:] == ["document-added", "document-issued"] * 2


async def test_the_scan_of_a_signed_consent_completes_its_task(gunta, case):
    consent = (await gunta.do(f"/v1/cases/{case}/consents", SAID)).json()
    scan = await added(gunta, case, kind="consent")
    signed = await gunta.do(f"/v1/consents/{consent['id']}/sign", {"document": scan["id"]}, version=1)
    assert (signed.status_code, signed.json()["document"]) == (200, scan["id"])
    assert [task["state"] for task in (await gunta.get("/v1/tasks", case=case)).json()["items"]] == ["done"]


async def test_removed_is_shredded_and_what_nobody_used_is_swept_after_a_day(cases, gunta, case):
    keeper, now = keeper_of(cases.settings), cases.desk.clock.now()
    document, kept = await added(gunta, case), await added(gunta, case, PNG, "Bilde.png")
    await send(gunta, LONG)
    gone = await gunta.do(f"/v1/documents/{document['id']}/remove", {"reason": "wrong_case"}, version=1)
    assert (gone.status_code, (await gunta.get(f"/v1/documents/{document['id']}")).json()["title"]) == (200, "")
    assert (await gunta.get(f"/v1/documents/{document['id']}/content")).status_code == 404
    async with cases.pool.acquire() as conn:
        before = len([name async for name, _ in keeper.store.names()])
        await keeper.sweep(conn, now)
        assert len([name async for name, _ in keeper.store.names()]) == before
        await keeper.sweep(conn, now + timedelta(days=2))
    assert len([name async for name, _ in keeper.store.names()]) == 1
    assert (await gunta.get(f"/v1/documents/{kept['id']}/content")).content == PNG


async def test_verify_finds_each_file_whose_bytes_are_gone_or_changed(cases, gunta, case):
    (check,) = checks(cases.settings)
    for title in ("Viens", "Divi", "Trīs"):
        await added(gunta, case, title=title)
    folder = Path(cases.settings.documents.folder)
    rows = await cases.pool.fetch("select stored from stored_file order by id")
    async with cases.pool.acquire() as conn:
        assert await check(conn) == []
        one, other = (folder / row["stored"][:2] / row["stored"] for row in rows[:2])
        one.unlink()
        other.write_bytes(b"x" + other.read_bytes()[1:])
        found = await check(conn)
    assert [("not in the store" in line, "not as it was sealed" in line) for line in found] == [
        (True, False), (False, True)
    ]  # fmt: skip
