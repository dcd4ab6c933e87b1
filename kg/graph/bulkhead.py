"""A limit on how long, and on how many at once, wait for a server that may never answer."""

import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class Silence(Exception):
    """No answer before the deadline, or too many waiting for one already."""


class Bulkhead:
    """Places to wait. Each call runs in a thread of its own, because a driver may wait for ever on a server that
    accepted and then fell silent; such a thread is left behind and keeps its place."""

    def __init__(self, places: int) -> None:
        self._places = threading.BoundedSemaphore(places)

    def within(self, seconds: float, ask: Callable[[], T]) -> T:
        """`ask`'s answer, or its exception. Raises Silence when that takes longer than `seconds`."""
        if not self._places.acquire(timeout=seconds):
            raise Silence
        answers: list[T] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                answers.append(ask())
            except BaseException as error:  # it belongs to the caller's thread, whatever it is
                errors.append(error)
            finally:
                self._places.release()

        thread = threading.Thread(target=run, name="graph", daemon=True)
        thread.start()
        thread.join(seconds)
        if errors:
            raise errors[0]
        if not answers:
            raise Silence
        return answers[0]
