"""A small service whose API uses all that shared.http offers: notes that staff keep, and people they read about."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

import asyncpg
from fastapi import APIRouter, Request, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.decision import Refusal
from shared.http import (
    Answer,
    Command,
    IfMatch,
    Page,
    Paged,
    Problem,
    ProblemType,
    allow,
    audit_read,
    etag,
    require_version,
)
from shared.security import Actor, Role

TABLE = "create table note (id uuid primary key, text text not null, version bigint not null, at timestamptz not null)"

SHOUTED = ProblemType("note-shouted", 422, "Notes do not shout", "End the note with one exclamation mark at most.")

router = APIRouter(prefix="/v1", tags=["notes"])
staff = allow(Role.SOCIAL_WORKER, Role.SUPERVISOR)


class WriteNote(BaseModel):
    """What is to be kept."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "Zvanīt rīt"}]})
    text: str = Field(min_length=1, max_length=100)


class Note(BaseModel):
    """A note as it is kept."""

    id: UUID
    text: str
    version: int
    at: datetime


class ReadPeople(BaseModel):
    """Whom to read about."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"ids": ["7f1c2e9a-3b52-4c0e-8a53-0b1f6a1d2c3e"]}]}
    )
    ids: list[UUID] = Field(max_length=200)


class People(BaseModel):
    """How many were found."""

    found: int


@router.post("/notes", status_code=201, response_model=Note)
async def write(wish: WriteNote, command: Command, actor: Annotated[Actor, staff]) -> Response:
    async def work(conn: asyncpg.Connection) -> Answer:
        if wish.text.endswith("!!!"):
            raise shouted()
        cause = command.cause(datetime.now(UTC))
        note = Note(id=cause.derive("note"), text=wish.text, version=1, at=cause.time)
        await conn.execute("insert into note values ($1, $2, $3, $4)", note.id, note.text, note.version, note.at)
        return Answer(note, status=201, location=f"/v1/notes/{note.id}", version=1)

    return await command.run(work)


@router.get("/notes", response_model=Page[Note], dependencies=[staff])
async def notes(paging: Paged, request: Request) -> Page[Note]:
    rows = await request.app.state.pool.fetch(
        "select * from note where $1::timestamptz is null or (at, id) > ($1, $2) order by at, id limit $3",
        *paging.after(AwareDatetime, UUID),
        paging.fetch,
    )
    return paging.page([Note(**row) for row in rows], place=lambda note: (note.at, note.id))


@router.get("/notes/{id}", response_model=Note, dependencies=[staff])
async def note(id: UUID, request: Request, response: Response) -> Note:
    found = await load(request.app.state.pool, id)
    response.headers["ETag"] = etag(found.version)
    return found


@router.put("/notes/{id}", response_model=Note, dependencies=[staff])
async def rewrite(id: UUID, wish: WriteNote, if_match: IfMatch, command: Command) -> Response:
    async def work(conn: asyncpg.Connection) -> Answer:
        found = await load(conn, id)
        require_version(if_match, found.version)
        changed = found.model_copy(update={"text": wish.text, "version": found.version + 1})
        await conn.execute("update note set text = $2, version = $3 where id = $1", id, changed.text, changed.version)
        return Answer(changed, version=changed.version)

    return await command.run(work)


@router.post(
    "/people/read", response_model=People, dependencies=[allow(Role.SOCIAL_WORKER, Role.SERVICE, personal_data=True)]
)
async def read_people(wish: ReadPeople, request: Request) -> People:
    await audit_read(request.app.state.pool, request, wish.ids)
    return People(found=len(wish.ids))


async def load(conn: asyncpg.Connection, id: UUID) -> Note:
    row = await conn.fetchrow("select * from note where id = $1", id)
    if row is None:
        raise Problem("not-found", "There is no note with this id.")
    return Note(**row)


def shouted() -> Refusal:
    return Refusal(
        code=SHOUTED.code,
        title=SHOUTED.title,
        detail="The note ends with three exclamation marks; leave two out.",
        rule="House rules 3",
        status=422,
        pointers=(("/text", "at most one exclamation mark"),),
    )
