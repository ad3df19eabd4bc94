"""Ctrl-C that is not lost: Python drops an exception that is raised in a callback of its memory."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import NoReturn

_asked = False


def listen() -> None:
    """Remember from now on that Ctrl-C was pressed; a command that was started deaf to it stays so."""
    global _asked
    _asked = False
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _ask)
        sys.unraisablehook = _drop


def check() -> None:
    """Stop where Ctrl-C was pressed and went lost.

    Raises:
        KeyboardInterrupt: it was pressed since `listen`.
    """
    if _asked:
        raise KeyboardInterrupt


def _ask(number: int, frame: FrameType | None) -> NoReturn:
    global _asked
    _asked = True
    raise KeyboardInterrupt


def _drop(dropped: sys.UnraisableHookArgs) -> None:
    """Say nothing of an interrupt that went lost: `check` finds it."""
    if not issubclass(dropped.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(dropped)
