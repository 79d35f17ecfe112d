"""The documents of a case: added, revised, kept from others, removed, issued."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from services.cases.api import access
from services.cases.api.access import LET_IN, READERS, WORKERS
from services.cases.api.documents import issuing
from services.cases.api.documents.found import Shelf, whoever
from services.cases.api.documents.issuing import Paper
from services.cases.api.documents.views import (
    AddDocument,
    DocumentEntry,
    DocumentView,
    IssueDocument,
    RemoveDocument,
    RestrictDocument,
    ReviseDocument,
    TemplateView,
)
from services.cases.documents import writing
from services.cases.documents.keeping import Keeper
from services.cases.domain.case import Case
from services.cases.domain.documents import acts
from services.cases.domain.documents.document import Document, StoredFile
from services.cases.queries import documents as queries
from shared.contracts.document_codes import DocumentKind
from shared.decision import Refusal
from shared.http import Command, IfMatch, Page, Paged, actor_of, allow, etag
from shared.runtime.desk import Desk
from shared.security import Role


def router(desk: Desk, keeper: Keeper | None) -> APIRouter:
    routes = APIRouter(prefix="/v1", tags=["documents"])
    readers, workers, shelf = allow(*LET_IN, personal_data=True), allow(*WORKERS), Shelf(desk)

    @routes.get(
        "/document-templates", response_model=list[TemplateView], dependencies=[allow(*READERS)],
        summary="What the service can write itself",
    )  # fmt: skip
    async def templates() -> list[TemplateView]:
        return [TemplateView.model_validate(one) for one in writing.templates()]

    @routes.get(
        "/cases/{case}/documents", response_model=Page[DocumentEntry], dependencies=[readers],
        summary="The documents of a case, as they came",
    )  # fmt: skip
    async def listed(
        case: UUID, request: Request, paging: Paged, kind: DocumentKind | None = None, removed: bool = False
    ) -> Page[DocumentEntry]:
        """Without those that were removed, unless they are asked for; without those that are kept from the caller."""
        async with desk.pool.acquire() as conn:
            await shelf.read(conn, request, case)
            rows = await queries.documents(
                conn, case, kind, removed, *whoever(request), paging.after(datetime, UUID), paging.fetch
            )
        return paging.page([DocumentEntry(**row) for row in rows], place=lambda one: (one.added_at, one.id))

    @routes.get("/documents/{document}", response_model=DocumentEntry, dependencies=[readers], summary="One document")
    async def one(document: UUID, request: Request, response: Response) -> DocumentEntry:
        row = await shelf.found(document, request)
        async with desk.pool.acquire() as conn:
            await shelf.read(conn, request, row["case_id"])
        response.headers["ETag"] = etag(row["version"])
        return DocumentEntry(**row)

    @routes.post(
        "/cases/{case}/documents", status_code=201, response_model=DocumentView, dependencies=[workers],
        summary="Add a file that was sent",
    )  # fmt: skip
    async def add(case: UUID, wish: AddDocument, request: Request, command: Command) -> Response:
        await access.change(desk, request, case)
        id, file = acts.document_id(command.cause(desk.clock.now())), (StoredFile, wish.upload)
        return await desk.make(
            command, (Document, id), f"/v1/documents/{id}",
            lambda world, cause: acts.add(
                world.get(Case, case), world.get(*file), wish.kind, wish.title, wish.restricted, cause
            ),
            DocumentView, refs=[(Case, case), file],
        )  # fmt: skip

    @routes.post(
        "/documents/{document}/versions", response_model=DocumentView, dependencies=[workers], summary="A newer version"
    )
    async def revise(
        document: UUID, wish: ReviseDocument, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The older ones stay. What was issued does not change."""
        row = await shelf.to_change(document, request)
        current, file = (StoredFile, row["files"][-1]), (StoredFile, wish.upload)
        return await desk.change(
            command, (Document, document), if_match,
            lambda seen, world, cause: acts.revise(seen, world.get(*current), world.get(*file), cause), DocumentView,
            refs=[current, file],
        )  # fmt: skip

    @routes.post(
        "/documents/{document}/restrict", response_model=DocumentView, dependencies=[workers],
        summary="Keep it from others, or let them read it",
    )  # fmt: skip
    async def restrict(
        document: UUID, wish: RestrictDocument, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        await shelf.to_change(document, request)
        return await desk.change(
            command, (Document, document), if_match, lambda seen, *_: acts.restrict(seen, wish.restricted),
            DocumentView,
        )  # fmt: skip

    @routes.post(
        "/documents/{document}/remove", response_model=DocumentView, dependencies=[allow(Role.SUPERVISOR)],
        summary="Remove it for good",
    )  # fmt: skip
    async def remove(
        document: UUID, wish: RemoveDocument, request: Request, command: Command, if_match: IfMatch
    ) -> Response:
        """The keys of its files are deleted at once: nobody reads them again, wherever copies lie."""
        row = await shelf.to_change(document, request)
        files = [(StoredFile, file) for file in row["files"]]
        return await desk.change(
            command, (Document, document), if_match,
            lambda seen, world, cause: acts.remove(
                seen, [file for ref in files if (file := world.get(*ref))], wish.reason, cause
            ),
            DocumentView, refs=files,
        )  # fmt: skip

    @routes.post(
        "/cases/{case}/documents/issue", status_code=201, response_model=DocumentView, dependencies=[workers],
        summary="Write, number and keep a document of the service's own",
    )  # fmt: skip
    async def issued(case: UUID, wish: IssueDocument, request: Request, command: Command) -> Response:
        """As tagged PDF in Latvian. The number is the next of the year, without a gap."""
        await access.change(desk, request, case)
        template = _template_of(wish)
        cause = command.cause(desk.clock.now())
        paper = Paper(case, acts.document_id(cause), template, wish.fields)
        return await issuing.issue_paper(desk, keeper, command, cause, actor_of(request).id, paper)

    return routes


def _template_of(wish: IssueDocument) -> writing.Template:
    template = writing.find(wish.template, wish.template_version)
    if template is None or set(template.fields) != set(wish.fields):
        raise Refusal(
            code="document-fields", title="The fields are not those of the template",
            detail="Take a template out of GET /v1/document-templates, and fill in each of its fields.",
            pointers=(("/fields", f"are to be {', '.join(template.fields)}"),) if template else
            (("/template", "is no template"),),
        )  # fmt: skip
    return template
