"""What a run has seen of an API: which things there are, and at which version each was, so that calls find them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID


class Seen:
    """The things of one service, by the collections that its paths name."""

    def __init__(self) -> None:
        self._ids: dict[str, list[str]] = {}
        self._versions: dict[str, int] = {}

    def note(self, path: str, shown: Any) -> None:
        """Remember what an answer shows: a thing, or a page or list of the collection at the end of `path`."""
        match shown:
            case {"id": str(id), "version": int(version)}:
                ids = self._ids.setdefault(path.rsplit("/", 1)[1], [])
                if id not in self._versions:
                    ids.append(id)
                self._versions[id] = version
            case {"items": [*things]} | [*things]:
                for thing in things:
                    self.note(path, thing)

    def version(self, ids: Mapping[str, Any]) -> int | None:
        """The version of the first of these things that is known."""
        return next((self._versions[id] for id in ids.values() if id in self._versions), None)

    def instead(self, collection: str, id: Any) -> Any:
        """A thing of the collection, named as one or as many, for an id that was made up.

        Now and then it is that id, so that nothing is found.
        """
        there = self._ids.get(collection) or self._ids.get(f"{collection}s") or []
        try:
            made_up = UUID(id).int
        except (TypeError, ValueError, AttributeError):
            return id
        return there[made_up // 4 % len(there)] if there and made_up % 4 != 3 and id not in self._versions else id
