"""How messages leave this machine: as files in a folder, or by HTTP. The settings say which."""

from __future__ import annotations

import os
import secrets
import ssl
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.exceptions import ConnectTimeout, RequestException
from urllib3.exceptions import HTTPError, NameResolutionError, NewConnectionError

# Folders below `DONDOC_EXCHANGE_FOLDER`: going out, coming in, and what could not be taken.
OUT, IN, FAILED = "di", "den", "loi"
SUFFIX = ".edxml"
# Seconds to connect, and between two pieces of an answer.
TIMEOUTS = (10, 60)
# Of an answer no more than this is read; what it says stands in its status.
MOST_ANSWER = 64 * 1024
WORDS_OF_ANSWER = 200
# Answers that say "not now" (RFC 9110, RFC 6585); every other below 500 is final.
NOT_NOW = (408, 425, 429)
LOCAL = ("localhost", "127.0.0.1", "::1")


class NotTaken(Exception):
    """The message certainly did not go out.

    Attributes:
        is_final: trying again by itself is of no use.
    """

    def __init__(self, words: str, *, is_final: bool = False) -> None:
        super().__init__(words)
        self.is_final = is_final


class Doubtful(Exception):
    """The message was on its way when the line broke: it may have arrived."""


class Adapter(Protocol):
    """A way out."""

    def send(self, payload: bytes, *, name: str) -> None:
        """Hand a message over.

        Raises:
            NotTaken: it certainly did not go out.
            Doubtful: nobody knows.
        """


class FolderAdapter:
    """A folder that another program empties: a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / OUT

    def send(self, payload: bytes, *, name: str) -> None:
        """Write under a name that nobody reads, make it last, rename."""
        hidden = self._folder / f".{name}.{secrets.token_hex(4)}"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            try:
                with hidden.open("xb") as stream:
                    stream.write(payload)
                    stream.flush()
                    os.fsync(stream.fileno())
                hidden.replace(self._folder / f"{name}{SUFFIX}")
            finally:
                hidden.unlink(missing_ok=True)
            make_lasting(self._folder)
        except OSError as error:
            raise NotTaken(words_of(error)) from error


class HttpAdapter:
    """A server that takes messages by POST; its certificate is verified, redirections are not followed."""

    def __init__(self, url: str) -> None:
        self._url = url

    def send(self, payload: bytes, *, name: str) -> None:
        """Post the message; only an answer of 2xx says that it was taken."""
        headers = {"Content-Type": "application/xml; charset=utf-8", "X-Message-Name": name}
        try:
            with requests.post(
                self._url, data=payload, headers=headers, timeout=TIMEOUTS, allow_redirects=False, stream=True
            ) as answer:
                said = answer.raw.read(MOST_ANSWER, decode_content=False)[:WORDS_OF_ANSWER].decode("utf-8", "replace")
                status = answer.status_code
        except RequestException as error:
            if _was_not_connected(error):
                raise NotTaken(words_of(error)) from error
            raise Doubtful(words_of(error)) from error
        except (HTTPError, OSError) as error:  # the answer broke off while it was read
            raise Doubtful(words_of(error)) from error
        if not HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            is_final = status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in NOT_NOW
            raise NotTaken(f"HTTP {status}: {' '.join(said.split())}", is_final=is_final)


def _was_not_connected(error: RequestException) -> bool:
    """Say whether no byte of the message can have gone out."""
    if isinstance(error, ConnectTimeout | ValueError):  # ValueError: the address itself is wrong
        return True
    # Of the faults of TLS only this one is always found before the message goes out; others break a line in use.
    before = NewConnectionError | NameResolutionError | ssl.SSLCertVerificationError
    return any(isinstance(cause, before) for cause in _causes(error))


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and those it was made of, as `requests` and `urllib3` hand them on: among its arguments."""
    yield error
    for cause in (*error.args, getattr(error, "reason", None)):
        if isinstance(cause, BaseException):
            yield from _causes(cause)


def current() -> Adapter | None:
    """Return the way out; None while the exchange is off."""
    if settings.EXCHANGE_URL:
        return HttpAdapter(settings.EXCHANGE_URL)
    return FolderAdapter(Path(settings.EXCHANGE_FOLDER)) if settings.EXCHANGE_FOLDER else None


def is_on() -> bool:
    """Say whether messages can go out."""
    return bool(settings.EXCHANGE_URL or settings.EXCHANGE_FOLDER)


def is_unprotected() -> bool:
    """Say whether messages would cross a network in the clear."""
    parts = urlsplit(settings.EXCHANGE_URL)
    return parts.scheme == "http" and parts.hostname not in LOCAL


def make_lasting(folder: Path) -> None:
    """See to it that what was renamed in a folder is so after a power cut, too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def words_of(error: Exception) -> str:
    """Return an error as the office is shown it."""
    return f"{type(error).__name__}: {error}"[:500]
