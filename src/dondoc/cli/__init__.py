"""The `dondoc` command. `dondoc read`, `dondoc check` and `dondoc write` never import Django."""

from __future__ import annotations

import os
import sys

from . import interrupts
from .arguments import parse

# What a shell reports for a program ended by SIGINT and by SIGPIPE.
INTERRUPTED = 130
PIPE_CLOSED = 141


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse(sys.argv[1:] if argv is None else argv)
    interrupts.listen()
    try:
        code: int = options.act(options)
        interrupts.check()
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of the pipe went away (`| head`). What Python still holds must not be written at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    return code
