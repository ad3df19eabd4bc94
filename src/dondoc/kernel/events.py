"""How a lower app lets a higher one act: a named event, delivered inside the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

_subscribers: dict[type, list[Callable[[Any], None]]] = defaultdict(list)


def subscribe(event: type, handler: Callable[[Any], None]) -> None:
    """Call the handler for each event of this type; apps subscribe in `AppConfig.ready`."""
    if handler not in _subscribers[event]:
        _subscribers[event].append(handler)


def announce(event: object) -> None:
    """Hand the event to its subscribers now, in the transaction of the act that announces it."""
    for handler in _subscribers[type(event)]:
        handler(event)
