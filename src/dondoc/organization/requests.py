"""The request that views are given: somebody is signed in, and htmx may ask for a part."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from .models import Person


class Request(HttpRequest):
    """A request by a person who is signed in (`LoginRequiredMiddleware` lets no other through)."""

    user: Person
    htmx: HtmxDetails
