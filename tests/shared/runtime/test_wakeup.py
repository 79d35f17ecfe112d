"""A commit wakes the relay, and every task that listens at the moment."""

from shared.runtime.wakeup import Wakeup


def test_a_commit_is_told_to_whoever_was_named_first_and_to_all_who_listen():
    told = []
    wake = Wakeup(lambda: told.append("relay"))
    with wake.listening() as one, wake.listening() as another:
        wake()
        assert told == ["relay"]
        assert one.is_set() and another.is_set()


def test_whoever_stopped_listening_is_not_told():
    wake = Wakeup()
    with wake.listening() as gone:
        pass
    with wake.listening() as there:
        wake()
    assert not gone.is_set() and there.is_set()
