"""Work is done once, one at a time, and forgotten on reload."""

import threading
from collections.abc import Callable

import pytest
from anyio import create_task_group, run

from app.web.runner import Runner


def ask(runner: Runner, times: int, make: Callable[[], bytes]) -> None:
    """Ask for the same thing several times at once."""

    async def at_once() -> None:
        async with create_task_group() as tasks:
            for _ in range(times):
                tasks.start_soon(runner.finished, "key", make)

    run(at_once)


def test_many_who_ask_at_once_wait_for_one_computation() -> None:
    made = []

    def make() -> bytes:
        made.append(1)
        return b"made"

    ask(Runner(1_000_000), 20, make)
    assert len(made) == 1


def test_the_loop_that_serves_pages_is_left_free() -> None:
    threads = []

    def make() -> bytes:
        threads.append(threading.current_thread())
        return b"made"

    ask(Runner(1_000_000), 1, make)
    assert threads != [threading.main_thread()]


def test_never_two_at_a_time() -> None:
    busy = threading.Lock()

    def make() -> bytes:
        assert busy.acquire(blocking=False), "two at a time"
        try:
            return bytes(1)
        finally:
            busy.release()

    ask(Runner(0), 20, make)


def test_what_was_made_before_a_reload_is_not_kept_after_it() -> None:
    runner = Runner(1_000_000)
    made = []

    def make() -> bytes:
        made.append(1)
        runner.clear()
        return b"old"

    ask(runner, 1, make)
    ask(runner, 1, make)
    assert len(made) == 2


def test_a_failure_is_told_and_blocks_nobody() -> None:
    runner = Runner(1_000_000)

    def fail() -> bytes:
        raise ValueError("no")

    async def once(make: Callable[[], bytes]) -> bytes:
        return await runner.finished("key", make)

    with pytest.raises(ValueError, match="no"):
        run(once, fail)
    assert run(once, lambda: b"yes") == b"yes"
