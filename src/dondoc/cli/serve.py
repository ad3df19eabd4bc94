"""Starts gunicorn with the settings the product is tested with."""

from __future__ import annotations

import os
import sys

from .manage import manage


def command(*, address: str, workers: int, threads: int) -> list[str]:
    """Return the command line of the web server."""
    return [
        *(sys.executable, "-m", "gunicorn", "dondoc.config.wsgi:application"),
        *("--bind", address, "--workers", str(workers), "--threads", str(threads)),
        *("--worker-class", "gthread", "--graceful-timeout", "4", "--timeout", "120"),
        *("--max-requests", "10000", "--max-requests-jitter", "1000"),
        *("--log-level", "warning", "--no-control-socket"),
    ]


def serve(*, address: str, workers: int, threads: int) -> int:
    """Gather the static files and become the web server."""
    if code := manage(["collectstatic", "--noinput", "--verbosity", "0"]):
        return code
    words = command(address=address, workers=workers, threads=threads)
    return os.execv(words[0], words)  # noqa: S606 (does not come back)
