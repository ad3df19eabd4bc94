"""The process that examines one PDF: `python -m dondoc.documents.signing.examiner`.

It is given a line of JSON (`anchors`, `lists` in base64, `at`) and after it the file, and prints one line of JSON:
`signatures`, or `refused` with the code of the refusal.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import sys
from typing import Any, BinaryIO

from dondoc.kernel.errors import Invalid

from .errors import PdfUnreadable
from .examining import examine

GIBIBYTE = 1024**3
# What a real document needs is a tenth of it.
MOST_MEMORY = 2 * GIBIBYTE
# Of its own time; who asked waits somewhat longer.
MOST_SECONDS = 20


def answer(asked: dict[str, Any], pdf: bytes) -> dict[str, Any]:
    """Return what is printed."""
    anchors, lists = ([base64.b64decode(one) for one in asked[name]] for name in ("anchors", "lists"))
    try:
        found = examine(pdf, anchors, dt.datetime.fromisoformat(asked["at"]), lists=lists)
    except Invalid as refusal:
        return {"refused": refusal.code}
    except Exception:  # the parser meets bytes that nobody thought of
        logging.exception("a file that the parser cannot take")
        return {"refused": PdfUnreadable.code}
    return {"signatures": [one.as_json() for one in found]}


def bound() -> None:
    """Let the machine end this process when it asks for too much."""
    try:
        import resource
    except ImportError:  # Windows: bounded by who waits for it
        return
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def main(given: BinaryIO) -> None:
    """Answer what is asked on the standard input."""
    bound()
    logging.getLogger("pyhanko").disabled = True  # it tells of hostile files at length
    asked = json.loads(given.readline())
    sys.stdout.write(json.dumps(answer(asked, given.read())))


if __name__ == "__main__":
    main(sys.stdin.buffer)
