"""What the init script grants: each service works in its own database, and nowhere else."""

import os
import subprocess
from itertools import permutations
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from deploy.local.postgres import binaries
from deploy.services import DEFINITIONS
from shared.runtime.migrate import migrate
from shared.settings import SERVICES, Settings
from shared.stream import log
from tests.heavy.compose.composed import project
from tests.heavy.compose.parts import composed_postgres, make_secrets

each_service = pytest.mark.parametrize("service", SERVICES)


@pytest.fixture(scope="module")
def secrets(tmp_path_factory):
    return make_secrets(tmp_path_factory.mktemp("compose") / "secrets")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory, secrets):
    postgres = composed_postgres(tmp_path_factory.mktemp("postgres"), secrets)
    yield postgres
    postgres.stop()


@pytest.fixture
def settings(postgres, secrets):
    """The settings of one of the containers, with the database where it is here."""

    def of(container: str) -> Settings:
        told = project()["services"][container]
        dsn = told["environment"]["TILTS_DATABASE__DSN"].replace("postgres:5432", f"127.0.0.1:{postgres.port}")
        (source,) = (given["source"] for given in told["secrets"] if given["target"] == "database__password")
        password = {"TILTS_DATABASE__PASSWORD_FILE": str(secrets / source)}
        return Settings.load("liepaja", told["environment"] | {"TILTS_DATABASE__DSN": dsn} | password)

    return of


@pytest.fixture
def connect(settings):
    async def connect(service: str, **instead: str) -> asyncpg.Connection:
        """Connect as `service` does, except for what is given `instead`."""
        database = settings(service).database
        given = {"password": database.password.get_secret_value()} | instead
        return await asyncpg.connect(database.dsn_for(service), **given)

    return connect


@pytest.fixture
async def migrated(settings):
    for definition in DEFINITIONS.values():
        await migrate(definition, settings("migrate"))


async def test_the_owner_brings_every_database_up_to_this_build(migrated, settings):
    for definition in DEFINITIONS.values():
        assert await migrate(definition, settings("migrate")) == []


@each_service
async def test_a_service_reads_and_writes_every_table_of_its_own(migrated, connect, service):
    conn = await connect(service)
    tables = await conn.fetch("select tablename from pg_tables where schemaname = 'public'")
    assert len(tables) > 5
    for (table,) in tables:
        for right in ("select", "insert", "update", "delete"):
            assert await conn.fetchval("select has_table_privilege($1, $2)", table, right), f"{right} {table}"
    assert not (await log.identity(conn)).open
    assert await log.lineage(conn)
    await conn.close()


@each_service
async def test_a_service_changes_no_table(migrated, connect, service):
    conn = await connect(service)
    for statement in (
        "create table mine (id integer)",
        "alter table event_log add column mine integer",
        "drop table timer",
    ):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await conn.execute(statement)
    await conn.close()


@pytest.mark.parametrize(("service", "other"), list(permutations(SERVICES, 2)))
async def test_a_service_cannot_look_into_the_others(connect, service, other):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connect(service, database=f"tilts_{other}")


async def test_a_wrong_password_is_refused(connect):
    with pytest.raises(asyncpg.InvalidPasswordError):
        await connect("cases", password="guessed")


async def test_a_restore_brings_back_rows_and_rights(migrated, postgres, connect, tmp_path):
    """By the words of docs/compose.md."""
    dump = tmp_path / "tilts_cases.dump"
    conn = await connect("cases")
    kept = await conn.fetchval("insert into adopted_fact values (gen_random_uuid()) returning id")
    await conn.close()
    pg(postgres, "pg_dump", "--format=custom", f"--file={dump}", "tilts_cases")
    pg(postgres, "pg_restore", "--clean", "--create", "--exit-on-error", "--dbname=postgres", str(dump))

    conn = await connect("cases")
    assert await conn.fetchval("delete from adopted_fact where id = $1 returning id", kept) == kept
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await conn.execute("drop table timer")
    await conn.close()
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connect("intake", database="tilts_cases")


def pg(postgres, program, *words):
    """Run one of PostgreSQL's programs as the superuser."""
    (host,), (port,) = parse_qs(urlsplit(postgres.dsn("postgres")).query).values()
    subprocess.run(
        [binaries() / program, "--username=postgres", *words],
        check=True, env=os.environ | {"PGHOST": host, "PGPORT": port},
    )  # fmt: skip
