"""A partner over HTTP in one file, with nothing but Python: sends a referral and asks until it is decided.

    export TILTS_URL=<where intake answers> TILTS_TOKEN=<your token>
    python partner_http.py [referral.json]

Both are told at onboarding; `tilts partner simulate` prints them for trying out. Without a file it sends an invented
referral.
"""

import json
import os
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request, urlopen
from uuid import uuid4

SAMPLE = {
    "kind": "other",
    "needs": ["family_cannot_solve"],
    "subject": {"given_name": "Anna", "family_name": "Paraudziņa"},
    "narrative": "Trešo nedēļu neviens neatbild uz zvaniem.",
}


def send(url: str, token: str, referral: dict, message: str) -> tuple[dict, str]:
    """Send one referral; returns its number and state, and its own address. Under one message id it counts once."""
    body = json.dumps(referral, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Idempotency-Key": message}
    request = Request(f"{url}/v1/referrals", body, {**headers, **credentials(token)})
    registered, answer = ask(request)
    return registered, urljoin(url, answer["Location"])


def decided(address: str, token: str, seconds: float = 30) -> dict:
    """The referral once it is decided, or as it stands after `seconds`."""
    ends = time.monotonic() + seconds
    while True:
        referral, _ = ask(Request(address, headers=credentials(token)))
        if referral["state"] != "received" or time.monotonic() > ends:
            return referral
        time.sleep(1)


def ask(request: Request, tries: int = 5) -> tuple[dict, dict]:
    """Body and headers of the answer. What is busy or away is asked again; a refusal ends with its reasons."""
    for left in reversed(range(tries)):
        try:
            with urlopen(request, timeout=10) as answer:
                return json.load(answer), answer.headers
        except HTTPError as error:
            if error.code not in (429, 503) or not left:
                sys.exit(f"{error.code}: {error.read().decode()}")
            time.sleep(float(error.headers.get("Retry-After", 1)))
        except URLError as error:
            if not left:
                sys.exit(f"{request.full_url} does not answer: {error.reason}")
            time.sleep(1)


def credentials(token: str) -> dict:
    return {"Authorization": f"Bearer {token}"}


def main(file: str = "") -> None:
    url, token = os.environ.get("TILTS_URL"), os.environ.get("TILTS_TOKEN")
    if not url or not token:
        sys.exit(__doc__)
    referral = SAMPLE
    if file:
        with open(file, encoding="utf-8") as given:
            referral = json.load(given)
    registered, address = send(url, token, {"reference": f"TRY-{uuid4().hex[:8]}", **referral}, str(uuid4()))
    print(json.dumps(registered, indent=2))
    print(json.dumps(decided(address, token), ensure_ascii=False, indent=2))


if __name__ == "__main__":
    main(*sys.argv[1:2])
