"""Two or more people who act at the same moment, each on a connection of their own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from dondoc.kernel.errors import DomainError


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Let all acts begin together; return what each returned, or the refusal, in the order of the acts."""
    together = threading.Barrier(len(acts))
    outcomes: list[Any] = [None] * len(acts)

    def go(place: int) -> None:
        together.wait()
        try:
            outcomes[place] = acts[place]()
        except DomainError as refusal:
            outcomes[place] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
