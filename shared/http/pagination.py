"""Lists in pages: a cursor holds the place of the last item, so a page neither skips nor repeats when rows come or go.

    @router.get("/v1/visits", response_model=Page[VisitView])
    async def visits(paging: Paged, ...):
        rows = await queries.visits(pool, after=paging.after(datetime, UUID), limit=paging.fetch)
        return paging.page(rows, place=lambda visit: (visit.starts_at, visit.id))

and in SQL: `where $1::timestamptz is null or (starts_at, id) > ($1, $2) order by starts_at, id limit $3`.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from typing import Annotated, Any, Generic, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import BaseModel, Field, TypeAdapter
from pydantic_core import to_json

from shared.http.problems import Problem

T = TypeVar("T")

_DEFAULT_LIMIT = 50
_HIGHEST_LIMIT = 200


class Page(BaseModel, Generic[T]):
    """Part of a list. `next` is the cursor of the page after it, null on the last."""

    items: list[T]
    next: str | None = Field(description="Send it as `cursor` for the next page; null on the last", examples=[None])


class Paging:
    """Which page is asked for, and how to answer with it."""

    def __init__(
        self,
        request: Request,
        response: Response,
        limit: Annotated[int, Query(ge=1, le=_HIGHEST_LIMIT, description="How many items at most")] = _DEFAULT_LIMIT,
        cursor: Annotated[
            str | None,
            Query(max_length=1000, description="`next` of the page before", json_schema_extra={"format": "cursor"}),
        ] = None,
    ) -> None:
        self._request = request
        self._response = response
        self._limit = limit
        self._cursor = cursor

    @property
    def fetch(self) -> int:
        """How many rows to read: one more than a page holds, which tells whether another follows."""
        return self._limit + 1

    def after(self, *types: Any) -> tuple[Any, ...]:
        """The place after which the page begins, as values of `types`; as many None for the first page.

        Raises Problem 400 for a cursor that is not of these types.
        """
        if self._cursor is None:
            return (None,) * len(types)
        try:
            return TypeAdapter(tuple[types]).validate_json(urlsafe_b64decode(self._cursor + "=="))
        except ValueError:
            raise Problem("bad-cursor", "The cursor is not one that this list gave; take `next` as it is.") from None

    def page(self, rows: Sequence[T], place: Callable[[T], tuple[Any, ...]]) -> Page[T]:
        """The answer from up to `fetch` rows, with its Link header; `place` gives the values that `after` returns."""
        items = list(rows[: self._limit])
        if len(rows) <= self._limit:
            return Page(items=items, next=None)
        cursor = urlsafe_b64encode(to_json(place(items[-1]))).decode().rstrip("=")
        following = self._request.url.include_query_params(cursor=cursor)
        self._response.headers["Link"] = f'<{following.path}?{following.query}>; rel="next"'
        return Page(items=items, next=cursor)


Paged = Annotated[Paging, Depends()]
