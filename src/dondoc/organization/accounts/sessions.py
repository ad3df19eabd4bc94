"""Sessions in rows that a person can see and end.

Django's own engine with four more columns: whose session it is costs no query of its own, and a session whose row is
gone is over at its next request. When it was last used is written at most every few minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest, HttpResponse

from dondoc.audit.services import address
from dondoc.kernel import clock

from . import models

WRITTEN_EVERY = dt.timedelta(minutes=5)
AGENT, ADDRESS, SIGNED_IN, SEEN = "agent", "address", "signed_in_at", "last_seen"


class SessionStore(DatabaseStore):
    """Keeps in the row what the list of sessions shows."""

    @classmethod
    def get_model_class(cls) -> type[models.Session]:
        """Return the rows."""
        return models.Session

    def create_model_instance(self, data: dict[str, Any]) -> models.Session:
        """Copy out of the session whose it is, from where and when last seen."""
        row = cast("models.Session", super().create_model_instance(data))
        row.person_id = int(data[SESSION_KEY]) if data.get(SESSION_KEY) else None
        row.agent = data.get(AGENT, "")
        row.address = data.get(ADDRESS)
        row.signed_in_at = _moment(data.get(SIGNED_IN))
        row.last_seen = _moment(data.get(SEEN))
        return row


def _moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


def describe(sender: object, request: HttpRequest, **signal: object) -> None:
    """Note on signing in which browser it was, and from where (`user_logged_in`)."""
    now = clock.now().isoformat()
    request.session.update(
        {
            AGENT: request.META.get("HTTP_USER_AGENT", "")[:300],
            ADDRESS: address.get(),
            SIGNED_IN: now,
            SEEN: now,
        }
    )


class SeenMiddleware:
    """Notes that a session is in use. Stands after Django's authentication; asks no query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write the moment where the last one is old enough."""
        response = self.get_response(request)
        # A page that asked nothing of the session is not made to load it, and one that ended it stays ended.
        if request.session.accessed and request.session.get(SESSION_KEY):
            seen, now = _moment(request.session.get(SEEN)), clock.now()
            if seen is None or now - seen >= WRITTEN_EVERY:
                request.session[SEEN] = now.isoformat()
        return response
