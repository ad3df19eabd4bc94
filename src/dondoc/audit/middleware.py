"""Lets an audit entry know where its request came from."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from . import services


class AddressMiddleware:
    """Keeps the caller's address for the length of the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = services.address.set(address_of(request))
        try:
            return self.get_response(request)
        finally:
            services.address.reset(token)


def address_of(request: HttpRequest) -> str | None:
    """Return the caller's address, None where there is none.

    Behind `PROXIES` reverse proxies it is what the outermost of them saw; what the caller wrote before it is not
    believed.
    """
    found = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part]
        found = seen[-settings.PROXIES] if len(seen) >= settings.PROXIES else found
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None
