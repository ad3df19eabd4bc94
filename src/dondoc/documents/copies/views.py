"""The book of copies, entering one, and how they are numbered."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from dondoc.documents import official
from dondoc.documents.books import sheet
from dondoc.documents.books.choices import Book
from dondoc.documents.books.days import Days
from dondoc.documents.outgoing.forms import BareKeyForm
from dondoc.kernel import clock
from dondoc.kernel.vietnamese import format_date
from dondoc.organization.access import Ability
from dondoc.organization.requests import Request

from . import paper, selectors, services
from .cells import CELLS
from .choices import Kind
from .errors import MayNotSetSeries
from .forms import RecordForm, SeriesForm

PAGE = 50


@require_safe
def index(request: Request) -> HttpResponse:
    """Show the book of copies, newest first."""
    today = clock.day_of(clock.now())
    wanted = Days.of(request.GET)
    found = selectors.book(request.user, since=wanted.since, until=wanted.until, today=today)
    page = Paginator(found.order_by("-copied_on", "-pk"), PAGE).get_page(request.GET.get("trang"))
    context = {
        "page": page,
        "items": selectors.items(page.object_list, person=request.user, today=today),
        "wanted": wanted,
        "is_administrator": request.user.can(Ability.ADMINISTER, today),
        "tab": "copies",
    }
    return render(request, "documents/copies.html", context)


def _sheet(request: Request, *, most: int) -> sheet.Sheet:
    today = clock.day_of(clock.now())
    wanted = Days.of(request.GET)
    found = selectors.book(request.user, since=wanted.since, until=wanted.until, today=today)
    rows = found.order_by("unit", "year", "series", "number")[: most + 1]
    since = f"từ ngày {format_date(wanted.since)} " if wanted.since else ""
    line = f"{since}đến ngày {format_date(wanted.until or today)}".capitalize()
    items = selectors.items(rows, person=request.user, today=today)
    return sheet.sheet_of(Book.COPIES, items, CELLS, lines=[line], most=most)


@require_safe
def printed(request: Request) -> HttpResponse:
    """Show the book as one sheet to be printed."""
    back = f"{reverse('documents:copies')}?{Days.of(request.GET).query}"
    return sheet.show(request, _sheet(request, most=sheet.MOST_PRINTED), back=back)


@require_safe
def export(request: Request) -> HttpResponse:
    """Send the book as a workbook."""
    return sheet.send(_sheet(request, most=sheet.MOST_ROWS), "so-ban-sao")


@require_http_methods(["GET", "HEAD", "POST"])
def record(request: Request, document_id: int) -> HttpResponse:
    """Enter a copy of a document into the book."""
    now = clock.now()
    today = clock.day_of(now)
    document = official.get(document_id, person=request.user, today=today)
    posts = selectors.signing_posts(selectors.copying_unit(request.user, today=today), day=today)
    copies = list(selectors.copies_of(document.pk, person=request.user, today=today))
    context: dict[str, Any] = {"document": document, "copies": copies, "tab": "copies"}
    if request.method != "POST":
        form = RecordForm(posts=posts, initial={"seen": len(copies)})
        return render(request, "documents/copy_record.html", context | {"form": form})
    posted = request.POST.copy()
    form = RecordForm(posted, posts=posts)
    if form.run(services.record_copy, document_id=document.pk, actor=request.user, now=now):
        messages.success(request, _("The copy is entered as %(number)s.") % {"number": form.result.line})
        return redirect("documents:copy-record", document.pk)
    posted["seen"] = str(len(copies))  # the page that is shown now names them all
    return render(request, "documents/copy_record.html", context | {"form": form}, status=422)


@require_safe
def file(request: Request, copy_id: int) -> HttpResponse:
    """Send a copy as a PDF, to be printed and signed, or to be signed by the organisation."""
    now = clock.now()
    found = selectors.get(copy_id, person=request.user, today=clock.day_of(now))
    made = paper.file_of(found, actor=request.user, now=now)
    name = quote(f"{found.line.replace('/', '-')}.pdf", safe="")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)


@sensitive_post_parameters("passphrase")
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: Request, copy_id: int) -> HttpResponse:
    """Ask the clerk for the key of the organisation, and sign an electronic copy with it."""
    now = clock.now()
    copy = selectors.get_to_sign(copy_id, actor=request.user, today=clock.day_of(now))
    form = BareKeyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.run(services.sign_copy, copy_id=copy.pk, actor=request.user, now=now):
        messages.success(request, _("The copy %(number)s is signed by the organisation.") % {"number": copy.line})
        if advice := form.result[1]:
            messages.warning(request, advice)
        return redirect("documents:copy-record", copy.document_id)
    context = {"form": form, "copy": copy, "tab": "copies"}
    return render(request, "documents/copy_sign.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def series(request: Request) -> HttpResponse:
    """Show how copies are numbered; posted, set it."""
    now = clock.now()
    if not request.user.can(Ability.ADMINISTER, clock.day_of(now)):
        raise MayNotSetSeries
    compared = selectors.source_of_forms()
    if request.method == "POST":
        form = SeriesForm(request.POST)
        if form.run(services.set_forms, actor=request.user, now=now):
            messages.success(request, _("It is recorded how copies are numbered."))
            return redirect("documents:copy-series")
    else:
        said = selectors.forms()
        initial = {f"abbreviation_{kind}": said[kind].abbreviation for kind in Kind}
        initial |= {f"series_{kind}": said[kind].series for kind in Kind}
        form = SeriesForm(initial=initial | {"source": compared})
    context = {"form": form, "is_compared": bool(compared), "tab": "copies"}
    return render(request, "documents/copy_series.html", context, status=422 if form.is_bound else 200)
