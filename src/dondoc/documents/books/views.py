"""The page on which an administrator sets the columns of a book."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dondoc.kernel import clock
from dondoc.kernel.errors import Invalid
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request
from dondoc.web.fields import id_of

from . import selectors, services
from .choices import Book
from .errors import MayNotSetColumns

# What a heading and a source hold, in characters; the largest place of a column.
HEADING, SOURCE, LAST_PLACE = 120, 200, 99


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Request, book: str) -> HttpResponse:
    """Show the columns of a book; posted, set them."""
    now = clock.now()
    if not request.user.can(Ability.ADMINISTER, clock.day_of(now)):
        raise MayNotSetColumns
    found = selectors.get_book(book)
    if request.method != "POST":
        return _page(request, found)
    settings = [_posted(request, one) for one in selectors.offered_of(found)]
    source = request.POST.get("source", "")[:SOURCE]
    try:
        services.set_columns(book=found, settings=settings, source=source, actor=request.user, now=now)
    except Invalid as refused:
        return _page(request, found, refused=refused, settings=settings, source=source)
    messages.success(request, _("The columns are set; the book shows them from now on."))
    return redirect("documents:book-columns", found.value)


def _posted(request: Request, one: selectors.Offered) -> selectors.Offered:
    place = id_of(request.POST.get(f"position-{one.field}"))
    return selectors.Offered(
        field=one.field,
        heading=request.POST.get(f"heading-{one.field}", "")[:HEADING],
        position=one.position if place is None else min(place, LAST_PLACE),
        is_shown=bool(request.POST.get(f"shown-{one.field}")),
    )


def _page(
    request: Request,
    book: Book,
    *,
    refused: Invalid | None = None,
    settings: list[selectors.Offered] | None = None,
    source: str | None = None,
) -> HttpResponse:
    compared = selectors.source_of(book)
    context = {
        "book": book,
        "columns": settings if settings is not None else selectors.offered_of(book),
        "source": compared if source is None else source,
        "compared_with": compared,
        "refused": refused,
    }
    return render(request, "documents/book_columns.html", context, status=422 if refused else 200)
