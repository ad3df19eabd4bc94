"""Keeps a few processes running together: all of them, or none."""

from __future__ import annotations

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

# A process that dies this often within the window is not started again.
RESTARTS = 3
WINDOW_SECONDS = 60.0
# What a process gets to end by itself after SIGTERM; a job of the worker gets 3 s of it.
STOP_SECONDS = 6.0
LOOK_SECONDS = 0.2
PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class Child:
    """One process to keep running.

    Attributes:
        label: what it is called in messages.
        words: its command line.
        fds: file descriptors it inherits.
    """

    label: str
    words: Sequence[str]
    fds: Sequence[int] = ()
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self, environment: Mapping[str, str]) -> None:
        """Start the process in a session of its own, so that Ctrl-C reaches the supervisor alone."""
        self.process = subprocess.Popen(  # noqa: S603 (the words are ours)
            self.words,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            pass_fds=tuple(self.fds),
            start_new_session=True,
            preexec_fn=die_with_parent,  # safe: the supervisor has no threads
        )

    def may_restart(self, now: float) -> bool:
        """Note a death and say whether the process may be started again."""
        self.deaths = [*(moment for moment in self.deaths if now - moment < WINDOW_SECONDS), now]
        return len(self.deaths) <= RESTARTS


class Supervisor:
    """Starts its children, starts again those that die, and stops them all together."""

    def __init__(self, children: Sequence[Child], environment: Mapping[str, str]) -> None:
        self._children = children
        self._environment = environment
        self._stop = threading.Event()

    def listen(self) -> None:
        """Let SIGINT, SIGTERM and SIGHUP end the run."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    @property
    def is_stopping(self) -> bool:
        """Say whether the run was told to end."""
        return self._stop.is_set()

    def start(self) -> None:
        """Start all children."""
        for child in self._children:
            child.start(self._environment)

    def check(self) -> Child | None:
        """Start again what has died; return the child that dies too often to be started again."""
        for child in self._children:
            if child.process is None or child.process.poll() is None:
                continue
            if not child.may_restart(time.monotonic()):
                return child
            child.start(self._environment)
        return None

    def watch(self) -> Child | None:
        """Keep the children running until the run is told to end (None) or a child dies too often (that child)."""
        while not self._stop.wait(LOOK_SECONDS):
            if dying := self.check():
                return dying
        return None

    def stop(self) -> None:
        """End all children: politely, then by force."""
        running = [child.process for child in self._children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stop.set()


def die_with_parent() -> None:
    """Ask the kernel to end this process when the supervisor ends, however it ends (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
