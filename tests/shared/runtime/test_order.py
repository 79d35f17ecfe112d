"""Services start in any order: what is not there yet is waited for, named meanwhile, and used as soon as it comes."""

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from deploy.local.ports import free_port
from services.intake.app import DEFINITION as INTAKE
from shared.stream import kafka, log
from shared.stream.bus import Bus
from shared.stream.wire import Sender, head_headers
from tests.services.intake.samples import POLICE, body
from tests.services.running import INESE, VADIBA, Caller, emptied, opened, partner
from tests.shared.runtime.municipality import Municipality, until

CALL = "/v1/desk/referrals"


@asynccontextmanager
async def way_to(broker, port: int):
    """A first address of the broker, which then names its own: while nobody listens there, the broker is away."""

    async def pipe(reader, writer):
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()

    async def connected(reader, writer):
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", broker.port)
        await asyncio.gather(pipe(reader, far_writer), pipe(far_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(connected, "127.0.0.1", port)
    try:
        yield
    finally:
        server.close()


async def test_a_service_comes_up_when_the_broker_does(municipality: Municipality):
    away = free_port()
    async with municipality.serving(BROKER__BOOTSTRAP_SERVERS=f"127.0.0.1:{away}"):
        await until(lambda: detail_begins(municipality, "intake", "service", "configuration waits: "))
        status, details = await municipality.readiness("intake")
        assert status == 503
        assert details["log"].startswith("waits to be compared with the bus: ")
        async with municipality.client("intake", INESE) as inese:
            closed = await inese.post(CALL, json=body(), headers={"Idempotency-Key": "call"})
            assert (closed.status_code, closed.json()["type"]) == (503, "/problems/busy")
            async with way_to(municipality.broker, away):
                await municipality.until_ready()
                taken = await inese.post(CALL, json=body(), headers={"Idempotency-Key": "call"})
                assert taken.status_code == 201


async def test_a_service_waits_for_the_log_of_another_one_and_then_catches_up(municipality: Municipality):
    await accepted_but_not_on_the_bus(municipality)
    elsewhere = free_port()
    base = f"http://127.0.0.1:{elsewhere}/intake"
    async with municipality.serving("cases", HTTP__BASE_URLS__INTAKE=base):
        await until(lambda: waits_for_intake(municipality))
        assert (await municipality.readiness("cases"))[0] == 200, "people go on working"
        async with municipality.serving("intake", HTTP__PORT=str(elsewhere)):
            await until(lambda: one_case(municipality))


async def accepted_but_not_on_the_bus(municipality: Municipality) -> None:
    """A referral that cases should open a case from; the bus only knows how far intake's log goes."""
    async with opened(INTAKE, municipality.settings()) as process:
        await emptied(process)
        report = body(kind="police.family_violence", needs=["violence_in_family"])
        assert (await Caller(process, partner(POLICE)).do("/v1/referrals", report)).status_code == 201
        async with process.pool.acquire() as conn:
            heads = await log.heads(conn)
            last = {p: (await log.read(conn, p, head - 1, 1))[0].event.id for p, head in heads.items() if head}
    bus = Bus(kafka.connection(municipality.settings().broker))
    sender = Sender("intake", municipality.slug)
    for partition, fact in last.items():
        head = heads[partition]
        message = (None, b"{}", head_headers(sender, 1, head, fact, head, datetime.now(UTC)))
        await bus.send(f"{municipality.slug}.intake", partition, [message])
    await bus.close()


async def detail_begins(municipality: Municipality, service: str, check: str, words: str) -> bool:
    _, details = await municipality.readiness(service)
    return details.get(check, "").startswith(words)


async def waits_for_intake(municipality: Municipality) -> bool:
    return await detail_begins(municipality, "cases", "consumer", "some wait: the log of intake does not answer")


async def one_case(municipality: Municipality) -> bool:
    async with municipality.client("cases", VADIBA) as head:
        return len((await head.get("/v1/cases")).json()["items"]) == 1
