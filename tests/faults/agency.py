"""An agency's webhook in a process of its own: what it got stands in its book, however badly it answers then.

`python -m tests.faults.agency PORT BOOK SEED`, with the secret of its signatures in `AGENCY_SECRET`.
"""

import json
import os
import random
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock

from standardwebhooks import Webhook

SECRET = "AGENCY_SECRET"
_MANNERS = {"answers": 12, "is slow": 4, "is broken": 2, "hangs up": 2, "is busy": 1}
_SLOW = (0.05, 0.6)
"""Seconds."""


def serve(port: int, book: Path, seed: int, secret: str) -> None:
    """Until the process ends. A message with a wrong signature is in no book, and has no answer."""
    chance, writing, signature = random.Random(seed), Lock(), Webhook(secret)

    class Desk(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            message = signature.verify(body, {name.lower(): value for name, value in self.headers.items()})
            with writing, book.open("a", encoding="utf-8") as page:
                page.write(json.dumps({"id": self.headers["webhook-id"], "message": message}) + "\n")
                manner = chance.choices(list(_MANNERS), list(_MANNERS.values()))[0]
                pause = chance.uniform(*_SLOW)
            if manner == "hangs up":
                self.close_connection = True
                return
            if manner == "is slow":
                time.sleep(pause)
            self.send_response({"is broken": 500, "is busy": 429}.get(manner, 204))
            if manner == "is busy":
                self.send_header("Retry-After", "1")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: what went wrong is a traceback."""

    ThreadingHTTPServer(("127.0.0.1", port), Desk).serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), os.environ[SECRET])
