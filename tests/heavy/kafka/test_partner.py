"""Partners with a client that is not ours, on Apache Kafka and by curl: each kind is sent, every receipt is read."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio

from shared.contracts.codes import ReferralKind
from shared.contracts.partner import (
    InformationSupplied,
    MessageRejected,
    ReferralCorrected,
    ReferralRegistered,
    ReferralStatus,
    ReferralSubmitted,
    ReferralWithdrawn,
    StatusAsked,
)
from tests.conftest import session_folder
from tests.faults.harness import Deployment
from tests.heavy.kafka.client import Client, registered

pytestmark = pytest.mark.asyncio(loop_scope="session")

POLICE = "valsts-policija"


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def town(postgres, kafka) -> AsyncIterator[Deployment]:
    with session_folder("town") as folder:
        town = Deployment(postgres, kafka, folder, "town", (("intake",),), configured_as="liepaja")
        async with town.running():
            yield town


def referral(code: str, kind: ReferralKind) -> dict:
    """About somebody nobody can be, under a reference of the partner's own."""
    return {
        "reference": f"{code}-{kind}", "kind": kind, "needs": ["crisis"],
        "subject": {"given_name": "Paraugs", "family_name": f"Izdomāts {kind}"}, "narrative": "Nepieciešams atbalsts.",
    }  # fmt: skip


async def test_each_kind_is_sent_and_each_message_has_its_receipt(town):
    partners = {code: partner for code, partner in town.settings.partners.items() if partner.sends}
    assert {kind for partner in partners.values() for kind in partner.sends} == set(ReferralKind)
    sent = {}
    for code, partner in partners.items():
        client = Client(town, code)
        sent[client] = [client.refer(referral(code, kind)) for kind in partner.sends]
    for client, messages in sent.items():
        receipts = client.receipts(messages[-1])
        assert registered(receipts) == messages, client.code
        assert len({body["number"] for _, body in receipts}) == len(messages)


async def test_what_is_said_of_a_referral_later_is_answered_each_time(town):
    police, of = Client(town, POLICE), {"reference": "VP-otrais"}
    sent = [
        police.publish(type, body, str(uuid4()))
        for type, body in (
            (ReferralSubmitted.type, referral(POLICE, ReferralKind.CRISIS) | of),
            (ReferralCorrected.type, of | {"needs": ["violence_in_family"]}),
            (InformationSupplied.type, of | {"narrative": "Bērns ir pie vecmāmiņas."}),
            (StatusAsked.type, of),
            (ReferralWithdrawn.type, of | {"reason": "sent_in_error"}),
            (ReferralSubmitted.type, b"{"),
        )
    ]
    told = [(type, body) for type, body in police.receipts(sent[-1]) if body.get("message") in sent]
    assert [type for type, _ in told] == [ReferralRegistered.type, *[ReferralStatus.type] * 4, MessageRejected.type]
    assert [body["message"] for _, body in told] == sent
    assert [body["state"] for _, body in told[1:5]] == ["received", "received", "received", "withdrawn"]
    assert told[-1][1]["problem"]["type"] == "/problems/message-invalid"
