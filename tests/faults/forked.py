"""Service processes forked from one that has imported everything: a town that is killed again and again starts some
thirty, and importing is most of what each start costs.

They are processes like any other, with a session, a log and a record of their own, and SIGKILL ends them at once. That
`tilts serve` also comes up from nothing `tests/system` and the soak prove, which begin theirs by the command itself.
"""

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from multiprocessing.process import BaseProcess

from deploy.cli.main import main
from deploy.local.process import Process

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["tests.faults.imported"])
_COMMAND = ["-m", "deploy.cli.main"]


class Forked(Process):
    """As `Process`, for commands of `tilts`."""

    def _begun(self, command: Sequence[str], env: Mapping[str, str] | None, user: Mapping[str, object]) -> "_Fork":
        assert list(command[1:3]) == _COMMAND, f"{command} is no command of tilts"
        child = _FORKS.Process(target=_run, args=(command[3:], dict(os.environ if env is None else env), str(self.log)))
        child.start()
        return _Fork(child)


class _Fork:
    """A fork, asked as `subprocess.Popen` is."""

    def __init__(self, child: BaseProcess) -> None:
        self._child = child
        self.pid = child.pid

    def poll(self) -> int | None:
        return self._child.exitcode

    def wait(self) -> int:
        self._child.join()
        return self._child.exitcode


def _run(words: Sequence[str], env: Mapping[str, str], log: str) -> int:
    os.setsid()
    file = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.environ.clear()
    os.environ.update(env)
    raise SystemExit(main(words))
