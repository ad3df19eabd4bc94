"""Programs outside the process (LibreOffice, Tesseract): bounded in time, with a home of their own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dondoc.reading.errors import Unreadable

# Nothing of the caller's surroundings but this; a proxy that does not exist keeps programs off the network.
_KEPT = ("PATH", "TESSDATA_PREFIX", "SYSTEMROOT")
_NO_NETWORK = "http://127.0.0.1:9"


@dataclass(frozen=True, slots=True)
class Done:
    """What a program left: its exit code and what it printed."""

    code: int
    output: bytes


def find(*names: str) -> str | None:
    """Return the path of the first program of these names that is installed."""
    return next((path for name in names if (path := shutil.which(name))), None)


def run(command: list[str], *, folder: Path, seconds: float, given: bytes = b"") -> Done:
    """Run a program in a folder of its own and return what it prints.

    Raises:
        Unreadable: `too_slow` when it takes longer; it and all it started are ended.
    """
    environment = {name: value for name in _KEPT if (value := os.environ.get(name))}
    environment |= {
        "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1",
        "http_proxy": _NO_NETWORK, "https_proxy": _NO_NETWORK,
    }  # fmt: skip
    with tempfile.TemporaryFile() as given_file:
        given_file.write(given)
        given_file.seek(0)
        process = subprocess.Popen(  # noqa: S603 (the command is a found program and paths made here)
            command,
            stdin=given_file,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        try:
            output, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired as late:
            _end(process)
            raise Unreadable("too_slow", f"quá {seconds:.0f} giây") from late
        except BaseException:
            _end(process)
            raise
    return Done(process.returncode, output)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program and all it started."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()
    process.communicate()
