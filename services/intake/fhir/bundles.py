"""Bundles that we answer with: what a search found, and what became of a transaction."""

from collections.abc import Sequence
from typing import Any


def searchset(tasks: Sequence[dict[str, Any]], base: str, here: str, following: str | None) -> dict[str, Any]:
    """The Tasks that a search found; `following` is the address of the next page."""
    links = [{"relation": "self", "url": here}]
    if following:
        links.append({"relation": "next", "url": following})
    found = {"resourceType": "Bundle", "type": "searchset", "link": links}
    if tasks:
        found["entry"] = [
            {"fullUrl": f"{base}/Task/{task['id']}", "resource": task, "search": {"mode": "match"}} for task in tasks
        ]
    return found


def answered(entries: Sequence[str], task: dict[str, Any]) -> dict[str, Any]:
    """What became of each entry of a transaction: its Task, or where there was none its ServiceRequest, is this Task.

    A Patient is read and gets no address: people are nobody's resource here.
    """
    became = "Task" if "Task" in entries else "ServiceRequest"
    location = f"Task/{task['id']}/_history/{task['meta']['versionId']}"
    return {
        "resourceType": "Bundle",
        "type": "transaction-response",
        "entry": [
            {"resource": task, "response": {"status": "201 Created", "location": location}}
            if type == became
            else {"response": {"status": "200 OK"}}
            for type in entries
        ],
    }
