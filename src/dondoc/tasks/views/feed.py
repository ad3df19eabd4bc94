"""The calendar under a secret address: no session, no sign-in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from dondoc.kernel import clock
from dondoc.tasks.selectors import feed


@login_not_required
@require_safe
def calendar(request: HttpRequest, token: str) -> HttpResponse:
    """Send the calendar; to a wrong or revoked address there is none."""
    person = feed.owner_of(token)
    with translation.override(settings.LANGUAGE_CODE):
        body = feed.calendar_of(person, now=clock.now(), base_url=settings.BASE_URL)
    return HttpResponse(
        body,
        content_type="text/calendar; charset=utf-8",
        headers={"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"},
    )
