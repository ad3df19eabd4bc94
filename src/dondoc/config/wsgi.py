"""The WSGI application that gunicorn serves."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dondoc.config.settings")

_django = get_wsgi_application()
# What is loaded now stays: collecting garbage during a request need not look through it.
gc.freeze()


class WholeBody:
    """What a request brings: a connection that breaks off is an error, not the end of the body.

    A server gives what has come and then nothing; Django takes that for a shorter form, and a text would be kept
    without its end or without its file. Django asks for no more than the length that the browser named.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        """Return so many bytes.

        Raises:
            OSError: there are fewer.
        """
        data: bytes = self._stream.read(size)
        if len(data) < size:
            raise OSError("the request was cut off")
        return data

    def readline(self, size: int) -> bytes:
        """Return a line, or as much of it as is asked for.

        Raises:
            OSError: there is nothing.
        """
        line: bytes = self._stream.readline(size)
        if not line:
            raise OSError("the request was cut off")
        return line


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request that has come whole."""
    environ["wsgi.input"] = WholeBody(environ["wsgi.input"])
    return _django(environ, start_response)
