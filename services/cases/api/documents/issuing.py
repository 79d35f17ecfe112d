"""Writing, numbering and keeping a document of the service's own: once, whoever asks how often."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

import asyncpg
from fastapi import Response

from services.cases.api.documents.uploads import must_keep
from services.cases.api.documents.views import DocumentView
from services.cases.documents import writing
from services.cases.documents.keeping import Keeper
from services.cases.domain.case import Case
from services.cases.domain.documents.acts import must_be_there
from services.cases.domain.documents.document import Document, StoredFile
from services.cases.domain.documents.issue import DocumentSeries, Written, issue, number, series_id
from services.cases.queries import documents as queries
from shared.calendar import RIGA
from shared.decision import Cause
from shared.http import Answer, Command
from shared.runtime.desk import Desk


@dataclass(frozen=True, slots=True)
class Paper:
    """What is to be written for a case. A paper of this `id` is issued once."""

    case: UUID
    id: UUID
    template: writing.Template
    fields: Mapping[str, str]
    restricted: bool = False


async def issue_paper(
    desk: Desk, keeper: Keeper | None, command: Command, cause: Cause, by: str, paper: Paper
) -> Response:
    """The document that was written, or the one that was before. Raises the Refusal of the rules."""
    office, day = desk.settings.municipality, cause.time.astimezone(RIGA).date()
    series, document = (DocumentSeries, series_id(day.year)), (Document, paper.id)

    async def run(conn: asyncpg.Connection) -> Answer:
        # Whoever else issues now waits for the number, and sees then what was issued meanwhile.
        next_one = await queries.next_number(conn, series[1])
        if known := await queries.issued(conn, paper.id):
            must_be_there(known)
            return Answer(DocumentView.model_validate(known), 200, _path(known), known.version)
        written = Written(
            paper.id, number(office.number_prefix, day.year, next_one), paper.template.kind, paper.template.title.lv,
            paper.template.code, paper.template.version, paper.restricted,
        )  # fmt: skip
        name = f"{office.name.lv}, Sociālais dienests"
        pdf = await asyncio.to_thread(writing.write, paper.template, name, written.number, day, paper.fields)
        file = await must_keep(keeper).keep(pdf, by, cause.time)
        decided = await desk.decide(
            conn, cause, [series, (Case, paper.case), document, (StoredFile, file.id)],
            lambda world: issue(world.get(Case, paper.case), world.get(*series), file, written, cause),
        )  # fmt: skip
        shown = decided.world.get(*document)
        return desk.answer(decided, DocumentView.model_validate(shown), 201, _path(shown), shown.version)

    return await command.run(run)


def _path(document: Document) -> str:
    return f"/v1/documents/{document.id}"
