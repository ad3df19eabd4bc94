"""`failures.jsonl`: the files that could not be read when they were last tried, one a line."""

from __future__ import annotations

import json
import os
from pathlib import Path

from .single import Failure
from .store import whole

NAME = "failures.jsonl"


class Failures:
    """The failed files of a folder of results, over all runs into it.

    A failure is appended when it happens, so that a run that is killed has told it. `settle` writes the list anew: a
    file that was read has left it, and so has a file that is gone.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self._now: set[str] = set()
        content = self.path.read_bytes() if self.path.exists() else b""
        self._lines = _lines(content)
        if b"".join(self._lines.values()) != content:
            self._write()

    def add(self, path: str, failure: Failure) -> None:
        """Note that a file could not be read.

        Raises:
            OSError: it cannot be written down.
        """
        place = os.path.realpath(path)
        # What is no character (a broken byte in a name) becomes the escape that JSON has for it.
        content = {"path": place, "code": failure.code, "sentence": failure.sentence}
        line = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"
        self._now.add(place)
        self._lines[place] = line
        with self.path.open("ab") as file:
            file.write(line)

    def forget(self, path: str) -> None:
        """Note that a file was read."""
        if self._lines:
            self._lines.pop(os.path.realpath(path), None)

    def settle(self) -> None:
        """Write down what is left; without failures there is no file.

        Raises:
            OSError: it cannot be written.
        """
        for place in list(self._lines):
            if place not in self._now and not os.path.lexists(place):
                del self._lines[place]
        self._write()

    def _write(self) -> None:
        if not self._lines:
            self.path.unlink(missing_ok=True)
            return
        with whole(self.path) as part:
            part.write_bytes(b"".join(self._lines.values()))


def _lines(content: bytes) -> dict[str, bytes]:
    """Return the last line of each file; a line that was cut off is left out: its file is tried again."""
    lines: dict[str, bytes] = {}
    for line in content.splitlines(keepends=True):
        try:
            lines[json.loads(line)["path"]] = line.rstrip() + b"\n"
        except (ValueError, LookupError, TypeError, RecursionError):
            continue
    return lines
