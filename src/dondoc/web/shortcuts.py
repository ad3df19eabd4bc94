"""Answers of views: the full page or the fragment, and the page that led here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

# The names under which forms send what a person wrote in sentences; never a secret.
WRITTEN = ("text", "action", "words", "reason", "note", "conclusion", "proposal", "wrong", "right", "late_reason")


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether the answer goes into a part of a page that is already there."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    return htmx is not None and bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def answer(
    request: HttpRequest,
    page: str,
    fragment: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render the fragment when htmx asked for it, else the page that includes it.

    Messages that wait are added to a fragment as toasts, out of band.

    Args:
        page: template of the whole page.
        fragment: template whose name begins with `_`; it renders alone.
        status: 422 when a form came back with errors.
    """
    if wants_fragment(request):
        response = fragment_of(request, fragment, context, status=status)
    else:
        response = render(request, page, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def fragment_of(
    request: HttpRequest, fragment: str, context: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """Render a fragment and, after it, the toasts of the messages that wait."""
    body: str = render_to_string(fragment, context, request)
    toasts = render_to_string("web/_toasts.html", request=request).strip()
    if toasts:
        body += f'<div hx-swap-oob="beforeend:#toasts">{toasts}</div>'
    response = HttpResponse(body, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_before(request: HttpRequest) -> str | None:
    """Return the page of this site that led here, if the browser says so and it is another one."""
    referer = request.META.get("HTTP_REFERER", "")
    if not referer or (request.method == "GET" and referer == request.build_absolute_uri()):
        return None
    safe = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if safe else None


def path_before(request: HttpRequest) -> str:
    """Return where inside this site a form, or a part of a page, was asked for; empty when the browser does not say."""
    htmx: HtmxDetails | None = getattr(request, "htmx", None)
    if htmx is not None and htmx.current_url_abs_path:
        return htmx.current_url_abs_path
    before = urlsplit(page_before(request) or "")
    return urlunsplit(("", "", before.path, before.query, ""))


def written_of(request: HttpRequest) -> list[str]:
    """Return what a person wrote in sentences and sent."""
    return [words for name in WRITTEN if (words := request.POST.get(name, "").strip())]


def tell_unseen(request: HttpRequest, refused: Iterable[BaseForm], context: Mapping[str, Any]) -> None:
    """Tell as messages why forms were refused that the page does not show.

    The step that they are for is over, as in a tab that was left open, or it has no fields.

    Args:
        context: of the page, with the forms that it shows.
    """
    for form in refused:
        if not any(form is shown for shown in context.values()):
            for sentence in dict.fromkeys(str(one) for several in form.errors.values() for one in several):
                messages.error(request, sentence)
