"""A partner's access on a deployment that runs: changed from a second terminal, it holds at every door at once."""

import json
import uuid

import httpx
import pytest

HOSPITAL, KINDERGARTEN = "regionala-slimnica", "bernudarzs-pasaka"


@pytest.fixture(scope="module")
def base(running) -> str:
    """Where intake answers."""
    (port,) = running.tilts("config", "show", "http.port", "--json").json()
    return f"http://127.0.0.1:{port['value']}/intake"


def referral() -> dict:
    reference = f"TRY-{uuid.uuid4().hex[:8]}"
    return {
        "reference": reference, "kind": "other", "narrative": "Pārbaude.",
        "subject": {"given_name": "Anna", "family_name": "Paraudziņa"},
    }  # fmt: skip


def sent(base: str, token: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": str(uuid.uuid4())}
    return httpx.post(f"{base}/v1/referrals", json=referral(), headers=headers)


def test_who_is_suspended_is_refused_at_both_doors_and_nothing_it_wrote_is_lost(running, base):
    token = running.tilts("token", "partner", "--partner", HOSPITAL).out.strip()
    assert sent(base, token).status_code == 201
    running.tilts("partner", "suspend", HOSPITAL, "--reason", "technical_fault")
    refused = sent(base, token)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/partner-suspended")
    body = json.dumps(referral())
    answer = running.tilts("publish", "-", "--as", HOSPITAL, stdin=body).json()
    assert answer["problem"]["type"] == "/problems/partner-suspended"
    resumed = running.tilts("partner", "resume", HOSPITAL, "--replay", "--json").json()
    assert (resumed["state"], resumed["taken up"]) == ("active", 1)
    read = httpx.get(f"{base}/v1/receipts?wait=10", headers={"Authorization": f"Bearer {token}"}).json()["items"]
    assert json.loads(body)["reference"] in {one["data"].get("reference") for one in read}


def test_who_has_new_credentials_is_let_in_with_both_or_with_the_new_ones_alone(running, base):
    old = running.tilts("token", "partner", "--partner", KINDERGARTEN).out.strip()
    first = running.tilts("partner", "rotate", KINDERGARTEN, "--json").json()["token"]
    assert [sent(base, token).status_code for token in (old, first)] == [201, 201]
    second = running.tilts("partner", "rotate", KINDERGARTEN, "--keep-days", "0", "--json").json()["token"]
    assert [sent(base, token).status_code for token in (old, first, second)] == [401, 401, 201]
    shown = running.tilts("partner", "show", KINDERGARTEN, "--json").json()
    assert (shown["token generation"], shown["came"], shown["days"][0]["came"]) == (2, 3, 3)


def test_who_has_referrals_that_are_not_over_is_not_removed(running):
    refused = running.tilts("partner", "remove", KINDERGARTEN, "--reason", "merged")
    assert (refused.code, "referrals are not over" in refused.err) == (2, True)
    assert running.tilts("partner", "show", KINDERGARTEN, "--json").json()["state"] == "active"
