"""The embedded PostgreSQL starts, keeps its data through a crash, and never runs twice on one folder."""

import asyncio
import multiprocessing
import os
import signal
import stat

import asyncpg
import pytest

from deploy.local.ports import free_port
from deploy.local.postgres import Postgres
from deploy.local.process import ServerError, started_at
from deploy.local.sockets import socket_folder


@pytest.fixture
def server(tmp_path):
    server = Postgres(tmp_path, fsync=False)
    server.start()
    yield server
    server.stop()


def query(dsn, sql):
    """Run `sql` on a connection of its own and return its first value."""

    async def run():
        connection = await asyncpg.connect(dsn)
        try:
            return await connection.fetchval(sql)
        finally:
            await connection.close()

    return asyncio.run(run())


def test_it_is_version_18_in_utc_with_a_locale_of_its_own(postgres):
    dsn = postgres.dsn("postgres")
    assert query(dsn, "show server_version").startswith("18.")
    assert query(dsn, "show timezone") == "UTC"
    assert query(dsn, "select datlocale from pg_database where datname = 'postgres'") == "C.UTF-8"


def test_fsync_is_on_unless_a_test_turns_it_off(postgres, tmp_path):
    assert query(postgres.dsn("postgres"), "show fsync") == "off"
    careful = Postgres(tmp_path / "careful")
    careful.start()
    assert query(careful.dsn("postgres"), "show fsync") == "on"
    careful.stop()


def test_nobody_else_may_open_its_folder_or_its_socket(postgres):
    for folder in (postgres.folder, postgres.folder / "data"):
        assert stat.S_IMODE(folder.stat().st_mode) & 0o066 == 0


def test_databases_are_created_listed_and_dropped(server):
    server.create_database("cases")
    server.create_database("intake")
    assert server.databases() == {"cases", "intake"}
    server.drop_database("cases")
    assert server.databases() == {"intake"}


def test_creating_a_database_twice_says_which(postgres):
    postgres.create_database("twice")
    with pytest.raises(ServerError, match='"twice" already exists'):
        postgres.create_database("twice")
    postgres.drop_database("twice")


@pytest.mark.parametrize("end", ["stop", "kill"])
def test_what_was_committed_survives(server, end):
    server.create_database("cases")
    query(server.dsn("cases"), "create table visit as select 7 as number")
    getattr(server, end)()
    assert not server.alive
    server.start()
    assert query(server.dsn("cases"), "select number from visit") == 7


def test_a_restored_dump_replaces_the_database(server, tmp_path):
    server.create_database("cases")
    query(server.dsn("cases"), "create table visit as select 7 as number")
    server.dump("cases", tmp_path / "cases.dump")
    query(server.dsn("cases"), "update visit set number = 8")
    server.restore("cases", tmp_path / "cases.dump")
    assert query(server.dsn("cases"), "select number from visit") == 7


def test_over_tcp_it_asks_for_its_password(tmp_path):
    server = Postgres(tmp_path, port=free_port(), fsync=False)
    server.start()
    assert query(server.dsn("postgres", tcp=True), "select 1") == 1
    with pytest.raises(asyncpg.InvalidPasswordError):
        query(f"postgresql://postgres:wrong@127.0.0.1:{server.port}/postgres", "select 1")
    server.stop()


def test_a_socket_works_in_a_folder_with_a_very_long_name(tmp_path):
    folder = tmp_path / ("long" * 30)
    server = Postgres(folder, fsync=False)
    server.start()
    assert query(server.dsn("postgres"), "select 1") == 1
    assert socket_folder(folder).exists()
    server.stop()
    assert not socket_folder(folder).exists()


def test_a_second_server_on_the_same_folder_is_refused(server):
    with pytest.raises(ServerError, match=f"already runs here, started by process {os.getpid()}"):
        Postgres(server.folder).start()


def test_the_lock_of_a_crash_whose_process_id_a_stranger_has_now_does_not_stop_it(server):
    server.kill()
    lock = server.data / "postmaster.pid"
    lock.write_text(lock.read_text().replace(lock.read_text().split()[0], str(os.getpid()), 1))
    server.start()
    assert query(server.dsn("postgres"), "select 1") == 1


def start_and_die(folder, pid):
    server = Postgres(folder, fsync=False)
    server.start()
    pid.value = server.pid
    os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_parent_left_over_is_ended_by_the_next_start(tmp_path):
    context = multiprocessing.get_context("spawn")
    pid = context.Value("i")
    parent = context.Process(target=start_and_die, args=(tmp_path, pid))
    parent.start()
    parent.join()
    assert started_at(pid.value), "the server should have outlived its killed parent"
    server = Postgres(tmp_path, fsync=False)
    server.start()
    assert server.pid != pid.value
    assert started_at(pid.value) is None
    server.stop()
