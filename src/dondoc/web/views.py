"""The style guide: every component with long words and with nothing to show."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.web import samples


@require_GET
def styleguide(request: HttpRequest) -> HttpResponse:
    """Show all components."""
    return render(request, "web/styleguide.html", samples.context())
