"""A document is a received file of a case: added once, revised, kept from others, removed for good."""

from dataclasses import replace

import pytest

from services.cases.domain.case import Case, CaseState
from services.cases.domain.documents import acts
from services.cases.domain.documents.document import Document, StoredFile
from services.cases.domain.documents.issue import DocumentSeries, Written, issue, number, series_id
from services.cases.handlers import REPLAYED
from shared.contracts.document_codes import DocumentKind, DocumentRemoval, MediaKind
from shared.contracts.registry import decode
from shared.decision import Refusal
from tests.services.cases.samples import LIGITA, MARTA, MONDAY, RULES, opened, person, service
from tests.services.memory import Memory, cause

SCAN = StoredFile(person("scan"), str(MARTA), "a" * 64, 4711, MediaKind.PDF, "b" * 64, "a wrapped key", MONDAY)
PHOTO = replace(SCAN, id=person("photo"), digest="c" * 64, media=MediaKind.JPEG)


@pytest.fixture
def memory():
    memory = service()
    opened(memory)
    memory.facts.clear()
    return memory


def add(memory, file=SCAN, title="Iesniegums.pdf", restricted=False, name="add", by=MARTA):
    case, why = memory.of(Case)[0], cause(name, MONDAY, by=str(by))
    memory.take([], lambda _: acts.add(case, file, DocumentKind.APPLICATION, title, restricted, why))
    return memory.states[Document, acts.document_id(why)]


def act(memory, rule):
    (document,) = memory.of(Document)
    memory.take([], lambda _: rule(document))
    return memory.of(Document)[0]


def revise(memory, file):
    why = cause("revise", MONDAY, by=str(MARTA))
    return act(memory, lambda document: acts.revise(document, SCAN, file, why))


def remove(memory):
    files, why = memory.of(StoredFile), cause("remove", MONDAY)
    return act(memory, lambda document: acts.remove(document, files, DocumentRemoval.ENTERED_IN_ERROR, why))


def test_what_it_is_called_stays_here(memory):
    document = add(memory)
    assert (document.title, document.files, document.by) == ("Iesniegums.pdf", (SCAN.id,), MARTA)
    (fact,) = memory.facts
    assert (fact.kind, fact.media, fact.size) == (DocumentKind.APPLICATION, MediaKind.PDF, 4711)
    assert "Iesniegums" not in fact.encode().decode()
    assert memory.of(StoredFile) == [replace(SCAN, document=document.id)]


@pytest.mark.parametrize(
    ("file", "title", "code"),
    [
        (SCAN, "Iesniegums.jpg", "document-name-lies"),
        (PHOTO, "Bilde.pdf", "document-name-lies"),
        (SCAN, "Iesniegums.PDF.exe", "document-name-lies"),
        (SCAN, "lapa.html", "document-name-lies"),
        (SCAN, "../../etc/passwd", "document-name-unsafe"),
        (SCAN, "..\\windows.pdf", "document-name-unsafe"),
        (SCAN, "C:dati.pdf", "document-name-unsafe"),
        (SCAN, ".htaccess", "document-name-unsafe"),
        (SCAN, "a\nb.pdf", "document-name-unsafe"),
        (SCAN, "a\u202efdp.exe", "document-name-unsafe"),
        (None, "Iesniegums.pdf", "upload-unknown"),
        (replace(SCAN, by=str(LIGITA)), "Iesniegums.pdf", "upload-unknown"),
        (replace(SCAN, key=""), "Iesniegums.pdf", "upload-unknown"),
        (replace(SCAN, document=person("another")), "Iesniegums.pdf", "upload-used"),
    ],
)
def test_what_is_not_added(memory, file, title, code):
    with pytest.raises(Refusal) as refused:
        add(memory, file, title)
    assert (refused.value.code, memory.facts) == (code, [])


@pytest.mark.parametrize(
    ("file", "title"),
    [(SCAN, "Iesniegums.pdf"), (SCAN, "Iesniegums"), (SCAN, "Lēmums nr. 5"), (PHOTO, "Māja.JPG"), (PHOTO, "1.2.jpeg")],
)
def test_what_it_may_be_called(memory, file, title):
    assert add(memory, file, title).title == title


def test_nothing_is_added_to_a_closed_case(memory):
    case = memory.of(Case)[0]
    memory.states[Case, case.id] = replace(case, state=CaseState.CLOSED)
    with pytest.raises(Refusal, match="case-closed"):
        add(memory)


def test_a_newer_version_leaves_the_older_ones(memory):
    add(memory, title="Iesniegums")
    document = revise(memory, PHOTO)
    assert (document.files, document.version) == ((SCAN.id, PHOTO.id), 2)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (replace(PHOTO, digest=SCAN.digest), "document-unchanged"),
        (PHOTO, "document-name-lies"),
        (replace(PHOTO, document=person("another")), "upload-used"),
    ],
)
def test_what_is_no_newer_version(memory, file, code):
    add(memory)
    with pytest.raises(Refusal) as refused:
        revise(memory, file)
    assert refused.value.code == code


def test_it_is_kept_from_others_and_let_be_read_again(memory):
    add(memory)
    assert act(memory, lambda document: acts.restrict(document, True)).restricted
    count = len(memory.facts)
    assert act(memory, lambda document: acts.restrict(document, True)).version == 2
    assert len(memory.facts) == count
    assert not act(memory, lambda document: acts.restrict(document, False)).restricted


def test_who_removes_it_deletes_its_keys_and_its_name(memory):
    add(memory)
    document = remove(memory)
    assert (document.removed, document.title) == (DocumentRemoval.ENTERED_IN_ERROR, "")
    assert [file.key for file in memory.of(StoredFile)] == [""]
    for again in (remove, lambda m: revise(m, PHOTO), lambda m: act(m, lambda d: acts.restrict(d, True))):
        with pytest.raises(Refusal, match="document-removed"):
            again(memory)


def issued(memory, nth, name):
    series = memory.states.get((DocumentSeries, series_id(2026)), DocumentSeries(series_id(2026), 0))
    id = cause(name, MONDAY).derive("document")
    written = Written(id, number("LPX", 2026, nth), DocumentKind.DECISION, "Lēmums", "decision", 1)
    file = replace(SCAN, id=person(name))
    memory.take([], lambda _: issue(memory.of(Case)[0], series, file, written, cause(name, MONDAY)))
    return memory.of(Document)[-1]


def test_what_is_issued_has_a_number_and_does_not_change(memory):
    document = issued(memory, 1, "first")
    assert (document.number, document.template, document.version) == ("LPX-D-2026-000001", "decision", 1)
    with pytest.raises(Refusal, match="document-issued"):
        revise(memory, PHOTO)


def test_after_a_restore_no_number_is_given_twice_and_names_are_gone(memory):
    issued(memory, 1, "first")
    issued(memory, 2, "second")
    add(memory, name="third")
    restored = Memory(RULES)
    for fact in memory.facts:
        restored.hear(REPLAYED[fact.type], decode(fact.type, fact.encode()), cause("restore", MONDAY))
    assert restored.of(DocumentSeries) == [DocumentSeries("D-2026", 2)]
    assert restored.of(Document) == [replace(document, title="") for document in memory.of(Document)]
